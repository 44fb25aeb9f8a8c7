package dev.kitsune.engine.kernel;

/**
 * Tells a device by its user agent: where a host puts a parser library. The engine remembers what
 * it was told, so a user agent is asked for once while it is in use; equal ones must get equal
 * devices. Called from any worker's thread, on a request's way but beside no lock as a rule; what
 * it throws counts as {@link Device#UNKNOWN}. It may take its time, up to milliseconds, and
 * allocate.
 */
@FunctionalInterface
public interface DeviceDetector {
  /**
   * The longest user agent that a detector is given, in bytes of UTF-8; longer ones are cut off.
   */
  int USER_AGENT_LENGTH_MAX = 512;

  /** The device of a user agent, which is not empty and comes from anybody. */
  Device detect(String userAgent);
}
