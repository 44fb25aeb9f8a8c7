package dev.kitsune.engine.journal;

/** What an acknowledged change survives. The names are Redis's. */
public enum Durability {
  /** Nothing: profiles end with the process. */
  NONE,
  /** The end of the process, {@code kill -9} included: the operating system has the change. */
  OS,
  /** As {@link #OS}; a power failure takes at most about the last second. */
  EVERYSEC,
  /** Power failure: acknowledged once the disk says that it has the change. */
  FSYNC
}
