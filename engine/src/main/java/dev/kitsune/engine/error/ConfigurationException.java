package dev.kitsune.engine.error;

/**
 * A configuration that was refused whole; the version in use stays. The message names file, JSON
 * pointer, what was found and what is expected.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String pointer;
  private final String reason;

  /**
   * A refusal of one value.
   *
   * @param file the file's path, or another name of the source
   * @param pointer the JSON pointer (RFC 6901) of the faulty value; empty for the whole document
   * @param reason what was found and what is expected
   */
  public ConfigurationException(String file, String pointer, String reason) {
    super(file + (pointer.isEmpty() ? "" : " at " + pointer) + ": " + reason);
    this.file = file;
    this.pointer = pointer;
    this.reason = reason;
  }

  /** The file's path, or another name of the source. */
  public String file() {
    return file;
  }

  /** The JSON pointer of the faulty value; empty for the whole document. */
  public String pointer() {
    return pointer;
  }

  /** What was found and what is expected. */
  public String reason() {
    return reason;
  }
}
