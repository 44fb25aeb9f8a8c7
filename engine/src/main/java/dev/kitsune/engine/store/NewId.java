package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.Hex;
import dev.kitsune.engine.kernel.Command;
import java.util.function.LongSupplier;

/** Ids that the engine makes: 256 random bits as 64 lower-case hex digits. Data plane. */
final class NewId {
  private static final int WORD_COUNT = 4;
  private static final int WORD_DIGITS = 16;

  private final byte[] id = new byte[WORD_COUNT * WORD_DIGITS];

  /** Gives the command a new id, valid until the next. */
  void draw(LongSupplier entropy, Command command) {
    for (int word = 0; word < WORD_COUNT; word++) {
      Hex.put(entropy.getAsLong(), WORD_DIGITS, id, word * WORD_DIGITS);
    }
    command.id(id, 0, id.length);
  }
}
