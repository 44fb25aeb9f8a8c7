package dev.kitsune.engine.response;

import dev.kitsune.engine.audience.AudienceExplainer;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.catalog.EnvironmentDefinition;
import dev.kitsune.engine.experience.ExperienceExplainer;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link Explanation} of the record that answers a get. Used for one answer, by one
 * thread. Control plane.
 */
public final class ExplanationReader implements ProfileReceiver {
  private final long nowMs;
  private @Nullable Explanation explanation;

  /**
   * @param nowMs the request's time, in epoch milliseconds
   */
  public ExplanationReader(long nowMs) {
    this.nowMs = nowMs;
  }

  /** What was read. */
  public Explanation explanation() {
    Explanation read = explanation;
    if (read == null) {
      throw new IllegalStateException("no profile answered");
    }
    return read;
  }

  @Override
  public void receive(ProfileRecord record, Environment environment) {
    /* The record's clock, as its memberships were decided: it never runs backwards. */
    long nowS = EventSeconds.of(Math.max(nowMs, record.lastReceiptMs()));
    EnvironmentDefinition definition = environment.definition();
    AudienceExplainer audiences =
        new AudienceExplainer(environment.audiences(), definition.audiences(), record, nowS);
    ExperienceExplainer experiences =
        new ExperienceExplainer(
            environment.experiences(), definition.experiences(), record, audiences::isMember);
    explanation =
        new Explanation(
            record.id(new ByteSlice()).toString(),
            record.stableId(new ByteSlice()).toString(),
            Instant.ofEpochSecond(nowS),
            environment.version(),
            audiences.explain(),
            experiences.explain());
  }
}
