package dev.kitsune.engine.catalog;

import dev.kitsune.engine.audience.AudienceCatchUp;
import dev.kitsune.engine.audience.AudienceCompiler;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.experience.ExperienceSet;
import dev.kitsune.engine.profile.ProfileRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of an environment, compiled: swapped whole, never edited. Immutable, for any thread.
 */
public final class Environment {
  /* Part of the hash that stamps derived parts: a change of what is derived from equal definitions
   * must change it. */
  private static final long COMPILER_REVISION = 2;

  private final EnvironmentDefinition definition;
  private final long version;
  private final long derivedHash;
  private final long sessionTimeoutMs;
  private final @Nullable Set<String> allowedOrigins;
  private final AudienceSet audiences;
  private final ByteKeyIndex audienceIds;
  private final ExperienceSet experiences;
  private final EarlierVersions earlier;

  private Environment(
      EnvironmentDefinition definition, long version, @Nullable Environment previous) {
    this.definition = definition;
    this.version = version;
    derivedHash = hashOf(definition);
    sessionTimeoutMs = definition.settings().sessionTimeoutMinutes() * 60_000L;
    allowedOrigins = originsIfNotEvery(definition.settings().allowedOrigins());
    audiences = AudienceCompiler.compile(definition.audiences());
    Map<String, Integer> ranks = new HashMap<>();
    List<byte[]> ids = new ArrayList<>();
    for (int rank = 0; rank < audiences.count(); rank++) {
      ranks.put(audiences.id(rank), rank);
      ids.add(audiences.id(rank).getBytes(StandardCharsets.UTF_8));
    }
    audienceIds = new ByteKeyIndex(ids);
    experiences = new ExperienceSet(definition.experiences(), id -> rankOf(id, ranks));
    earlier =
        previous == null
            ? EarlierVersions.NONE
            : EarlierVersions.after(previous, definition, audiences, derivedHash);
  }

  /**
   * Compiles a definition; takes time, so never on a request's way.
   *
   * @param previous the version in use until now; null if there is none
   */
  static Environment compile(
      EnvironmentDefinition definition, long version, @Nullable Environment previous) {
    return new Environment(definition, version, previous);
  }

  public EnvironmentDefinition definition() {
    return definition;
  }

  /** Counts up from 1 with each changed configuration. */
  public long version() {
    return version;
  }

  /** Stamps derived parts: equal for equal files, also in another process. */
  public long derivedHash() {
    return derivedHash;
  }

  public long sessionTimeoutMs() {
    return sessionTimeoutMs;
  }

  /** Whether an identify event merges a profile that has an alias, too: profiles.md, rule 5. */
  public boolean mergesAlways() {
    return definition.settings().mergesAlways();
  }

  /**
   * How long a profile is kept after the last request that gave it events; {@link
   * EnvironmentSettings#KEPT_FOR_EVER} if nothing removes it.
   */
  public long retentionMs() {
    return definition.settings().retentionMs();
  }

  /** Whether a call may force audiences and variants. */
  public boolean allowsOverrides() {
    return definition.settings().allowsOverrides();
  }

  /** Whether operators may ask why a profile is in an audience. */
  public boolean allowsExplain() {
    return definition.settings().allowsExplain();
  }

  /** The origins that browsers may call from; null if every one may. */
  public @Nullable Set<String> allowedOrigins() {
    return allowedOrigins;
  }

  public AudienceSet audiences() {
    return audiences;
  }

  /** The rank of the audience with this id, or {@link ByteKeyIndex#NONE}. */
  public int audienceRank(ByteSlice id) {
    return audienceIds.find(id.array(), id.offset(), id.length());
  }

  public ExperienceSet experiences() {
    return experiences;
  }

  /**
   * The way from the version that made a record's derived part to this one; null if it is none of
   * the last few, or this one itself.
   */
  public @Nullable CatchUp catchUp(ProfileRecord record) {
    return earlier.catchUp(record);
  }

  EarlierVersions earlier() {
    return earlier;
  }

  AudienceCatchUp.Compiled compiledAudiences() {
    return new AudienceCatchUp.Compiled(definition.audiences(), audiences);
  }

  static long hashOf(EnvironmentDefinition definition) {
    return DefinitionHash.of(
        List.of(COMPILER_REVISION, definition.audiences(), definition.experiences()));
  }

  private static @Nullable Set<String> originsIfNotEvery(List<String> origins) {
    return origins.contains(EnvironmentSettings.EVERY_ORIGIN) ? null : Set.copyOf(origins);
  }

  private static int rankOf(String audienceId, Map<String, Integer> ranks) {
    Integer rank = ranks.get(audienceId);
    if (rank == null) {
      throw new IllegalArgumentException("experience for an unknown audience: " + audienceId);
    }
    return rank;
  }
}
