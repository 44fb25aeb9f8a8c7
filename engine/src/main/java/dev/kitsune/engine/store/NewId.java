package dev.kitsune.engine.store;

import dev.kitsune.engine.kernel.Command;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/** Ids that the engine makes: 256 random bits as 64 lower-case hex digits. Data plane. */
final class NewId {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int WORD_COUNT = 4;
  private static final int WORD_DIGITS = 16;

  private final byte[] id = new byte[WORD_COUNT * WORD_DIGITS];

  /** Gives the command a new id, valid until the next. */
  void draw(LongSupplier entropy, Command command) {
    for (int word = 0; word < WORD_COUNT; word++) {
      long bits = entropy.getAsLong();
      for (int digit = 0; digit < WORD_DIGITS; digit++) {
        id[word * WORD_DIGITS + digit] = HEX[(int) (bits >>> (60 - 4 * digit)) & 15];
      }
    }
    command.id(id, 0, id.length);
  }
}
