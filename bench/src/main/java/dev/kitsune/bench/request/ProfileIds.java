package dev.kitsune.bench.request;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.testdata.EventGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The ids of many profiles, side by side, and a seeded choice among them. Owned by one thread. */
public final class ProfileIds {
  private final SplittableRandom random = new SplittableRandom(7);
  private final ByteSlice slice = new ByteSlice();
  private final byte[] ids;
  private final int idLength = EventGenerator.profileId(0).length();
  private final int count;

  /** Makes the ids of profiles 0 to count - 1. */
  public ProfileIds(int count) {
    this.count = count;
    ids = new byte[Math.multiplyExact(count, idLength)];
    for (int profile = 0; profile < count; profile++) {
      byte[] id = EventGenerator.profileId(profile).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(id, 0, ids, profile * idLength, idLength);
    }
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
    return slice.wrap(ids, profile * idLength, idLength);
  }

  /** A copy of a profile's id. */
  public byte[] bytes(int profile) {
    return Arrays.copyOfRange(ids, profile * idLength, (profile + 1) * idLength);
  }

  /** Writes a profile's id over an anonymousId of a request. */
  public void write(int profile, FreshRequest request, int index) {
    request.id(index, ids, profile * idLength, idLength);
  }
}
