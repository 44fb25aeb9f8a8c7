package dev.kitsune.engine.journal;

import java.io.IOException;

/**
 * Bytes that are not what was written, where nothing may be dropped: the start is refused. The
 * message names file and offset, and what people can do.
 */
public final class JournalDamage extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  /**
   * Damage at a place.
   *
   * @param offset byte in the file at which what is damaged begins
   */
  public JournalDamage(String file, long offset, String reason) {
    super(file + ", offset " + offset + ": " + reason);
    this.file = file;
    this.offset = offset;
  }

  public String file() {
    return file;
  }

  public long offset() {
    return offset;
  }
}
