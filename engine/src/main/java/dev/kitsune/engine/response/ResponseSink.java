package dev.kitsune.engine.response;

import dev.kitsune.engine.bytes.ByteSink;

/**
 * The caller's buffer for one answer: JSON bytes, and the version of the environment that gave it.
 * Owned by one thread, reused from request to request, cleared by each call that takes it.
 */
public final class ResponseSink extends ByteSink {
  private static final int CAPACITY_KEPT = 1 << 20;

  private long environmentVersion;

  public ResponseSink() {
    super(4096);
  }

  /**
   * The version of the environment that decided the answer; the {@code x-config-version} header.
   */
  public long environmentVersion() {
    return environmentVersion;
  }

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
