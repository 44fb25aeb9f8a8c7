package dev.kitsune.engine.response;

import dev.kitsune.engine.bytes.ByteSink;
import org.jspecify.annotations.Nullable;

/**
 * The caller's buffer for one answer: JSON bytes, and the version of the environment that gave it.
 * Owned by one thread, reused from request to request, cleared by each call that takes it.
 */
public final class ResponseSink extends ByteSink {
  private static final int CAPACITY_KEPT = 1 << 20;

  private final @Nullable ProfileReceiver receiver;
  private long environmentVersion;

  /** A sink for bytes, with room for a short answer. */
  public ResponseSink() {
    super(4096);
    receiver = null;
  }

  /** A sink that stays empty: answers go to the receiver as records. */
  public ResponseSink(ProfileReceiver receiver) {
    super(0);
    this.receiver = receiver;
  }

  /** Who takes answers instead of the sink; null if they are written into it. */
  public @Nullable ProfileReceiver receiver() {
    return receiver;
  }

  /**
   * The version of the environment that decided the answer; the {@code x-config-version} header.
   */
  public long environmentVersion() {
    return environmentVersion;
  }

  /** Notes the version; the engine does. */
  public void environmentVersion(long version) {
    environmentVersion = version;
  }

  /** Forgets the answer; memory of an answer of over a megabyte is given back. */
  @Override
  public void clear() {
    clearAndShrink(CAPACITY_KEPT);
    environmentVersion = 0;
  }
}
