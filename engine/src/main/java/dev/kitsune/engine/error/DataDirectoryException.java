package dev.kitsune.engine.error;

/**
 * A data directory that cannot be used: it has another owner, is damaged, or cannot be read or
 * written. The message names the directory, and file and offset where there is one.
 */
public final class DataDirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message names the directory, and the place where there is one
   */
  public DataDirectoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
