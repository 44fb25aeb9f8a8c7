package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.response.ResponseSink;

/**
 * The way in for requests: bytes in, bytes out. Holds scratch memory, so each belongs to one thread
 * (one per event loop or platform thread). The body is read during the call only. Every method
 * clears the sink, writes one whole answer ({@code {"message":"ok",...}}) into it, and throws
 * {@link dev.kitsune.engine.error.ExperienceException} where the request is refused: nothing is
 * stored then and the sink is empty. The returned sequence is durable once {@code
 * durableSequence()} reaches it; without a journal that is so on return. Data plane.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class EngineWorker {
  /** POST profiles: makes a new profile. */
  public long createProfile(
      EnvironmentRef environment,
      byte[] body,
      int offset,
      int length,
      boolean preflight,
      ResponseSink answer) {
    throw new UnsupportedOperationException();
  }

  /** POST profiles/{id}: updates the profile with this id or alias, or creates it. */
  public long updateProfile(
      EnvironmentRef environment,
      ByteSlice id,
      byte[] body,
      int offset,
      int length,
      boolean preflight,
      ResponseSink answer) {
    throw new UnsupportedOperationException();
  }

  /** GET profiles/{id}: the profile as it is now. */
  public long getProfile(EnvironmentRef environment, ByteSlice id, ResponseSink answer) {
    throw new UnsupportedOperationException();
  }

  /** POST events: updates or creates each profile that the events' anonymousId names. */
  public long upsertProfiles(
      EnvironmentRef environment,
      byte[] body,
      int offset,
      int length,
      boolean preflight,
      ResponseSink answer) {
    throw new UnsupportedOperationException();
  }
}
