package dev.kitsune.bench.request;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Hex;
import dev.kitsune.testdata.EventGenerator;
import java.util.SplittableRandom;

/**
 * The ids of many profiles, and a seeded choice among them. An id is made when it is asked for: a
 * request brings its id along, so that no engine ever waits for one to come from memory. Owned by
 * one thread.
 */
public final class ProfileIds {
  private static final int PART_COUNT = 4;
  private static final int PART_DIGITS = 16;

  private final SplittableRandom random = new SplittableRandom(7);
  private final byte[] digits = new byte[PART_COUNT * PART_DIGITS];
  private final ByteSlice id = new ByteSlice();
  private final int count;

  /** Speaks for profiles 0 to count - 1. */
  public ProfileIds(int count) {
    this.count = count;
  }

  public int count() {
    return count;
  }

  /** Index of a profile chosen at random. */
  public int choose() {
    return random.nextInt(count);
  }

  /** A profile's id; valid until the next call. */
  public ByteSlice id(int profile) {
    for (int part = 0; part < PART_COUNT; part++) {
      long value = ((long) profile * PART_COUNT + part + 1) * EventGenerator.ID_MULTIPLIER;
      Hex.put(value, PART_DIGITS, digits, part * PART_DIGITS);
    }
    return id.wrap(digits);
  }

  /** Writes a profile's id over an anonymousId of a request. */
  public void write(int profile, FreshRequest request, int index) {
    ByteSlice written = id(profile);
    request.id(index, written.array(), written.offset(), written.length());
  }
}
