package dev.kitsune.engine.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A data directory that has an owner already; the message names it. */
public final class DirectoryInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  DirectoryInUseException(Path directory, String owner) {
    super("data directory " + directory + " is in use by " + owner);
  }
}
