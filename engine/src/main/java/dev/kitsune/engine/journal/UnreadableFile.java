package dev.kitsune.engine.journal;

import java.io.IOException;

/** A file of the journal's that cannot be opened or read, whatever may be in it. */
final class UnreadableFile extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableFile(String name, IOException cause) {
    super(name + " cannot be read: " + cause.getMessage(), cause);
  }
}
