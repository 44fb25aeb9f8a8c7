package dev.kitsune.server.transfer;

import java.io.IOException;

/** A line that no request could carry. */
final class LongLineException extends IOException {
  private static final long serialVersionUID = 1L;

  LongLineException(long line, int lengthMax) {
    super("line " + line + " is longer than " + lengthMax + " bytes");
  }
}
