package dev.kitsune.engine.journal;

/**
 * A record that is as it was written, and that its reader does not know how to read. Who reads the
 * journal tells where it stands, as {@link JournalDamage}.
 */
public final class UnreadableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what keeps it from being read. */
  public UnreadableRecordException(String reason) {
    super(reason);
  }
}
