package dev.kitsune.bench.request;

/** How far on its way a page update goes; each has all that those before have. */
public enum UpdatePrefix {
  /** The strict pass over the body. */
  STRICT_PASS,
  /** And the digest of its event. */
  DIGEST,
  /** And the event's members. */
  EVENTS,
  /** And the hash that names its profile. */
  NAMES,
  /** And the lock of that name, taken and given back. */
  LOCK,
  /** And the profile's record, loaded. */
  LOAD,
  /** And routes, replays, session, counts, audiences, experiences. */
  KERNEL,
  /** And the record, written back. */
  WRITE_BACK,
  /** And the answer. */
  ANSWER,
  /** And the device, of a user agent that is known. */
  DEVICE;

  boolean isBefore(UpdatePrefix other) {
    return compareTo(other) < 0;
  }
}
