package dev.kitsune.testdata;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Choices that depend on the seed alone. Bounded numbers are made here from whole longs, because a
 * JDK may change how it makes them.
 */
final class SeededChoice {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ENTRY_ID_LENGTH = 22;

  private final SplittableRandom random;

  SeededChoice(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return (int) Math.floorMod(random.nextLong(), (long) bound);
  }

  <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** An id as content systems make them. */
  String entryId() {
    StringBuilder id = new StringBuilder(ENTRY_ID_LENGTH);
    for (int i = 0; i < ENTRY_ID_LENGTH; i++) {
      id.append(LETTERS.charAt(below(LETTERS.length())));
    }
    return id.toString();
  }

  /** A random (version 4) UUID. */
  String uuid() {
    long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  <T> void shuffle(List<T> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      int other = below(i + 1);
      T moved = list.get(i);
      list.set(i, list.get(other));
      list.set(other, moved);
    }
  }
}
