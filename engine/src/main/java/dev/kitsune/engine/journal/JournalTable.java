package dev.kitsune.engine.journal;

/** Which of a directory's two tables a record belongs to; the keys of both are independent. */
public enum JournalTable {
  /** Profiles by the key of their id. */
  PROFILES,
  /** By the key of an id, the profile that it leads to: aliases and ids merged away. */
  LINKS
}
