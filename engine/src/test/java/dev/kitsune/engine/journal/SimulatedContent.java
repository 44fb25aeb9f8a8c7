package dev.kitsune.engine.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One file's bytes on a {@link SimulatedFiles}: as everybody sees them, and as the disk under them
 * has them for sure. Guarded by the disk's monitor, but for what is written through a mapping.
 */
final class SimulatedContent {
  private static final int PAGE_LENGTH = 4_096;
  private static final int SECTOR_LENGTH = 512;

  private byte[] bytes = {};
  private byte[] forced = {};
  private boolean isMapped;
  private volatile boolean isForgetful;

  int length() {
    return bytes.length;
  }

  /** How many bytes more the file would take for a write that ends at {@code end}. */
  long growth(long end) {
    return Math.max(0, end - bytes.length);
  }

  void write(ByteBuffer source, long offset) {
    int end = (int) offset + source.remaining();
    if (end > bytes.length) {
      if (isMapped) {
        throw new AssertionError("a file that was mapped grows");
      }
      bytes = Arrays.copyOf(bytes, end);
    }
    source.get(bytes, (int) offset, source.remaining());
  }

  void read(ByteBuffer target, long offset) throws IOException {
    if (offset + target.remaining() > bytes.length) {
      throw new EOFException("file ends at byte " + bytes.length);
    }
    target.put(bytes, (int) offset, target.remaining());
  }

  /** All bytes, which a mapping writes without anybody being told. */
  ByteBuffer map() {
    isMapped = true;
    return ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
  }

  void force() {
    if (!isForgetful) {
      forced = bytes.clone();
    }
  }

  /** From now on forcing does nothing, and says nothing of it. */
  void forgetForces() {
    isForgetful = true;
  }

  /** Forces the pages that hold {@code [offset, offset + length)}. */
  void force(int offset, int length) {
    if (isForgetful) {
      return;
    }
    forced = Arrays.copyOf(forced, bytes.length);
    int from = offset & -PAGE_LENGTH;
    int to = Math.min(bytes.length, offset + length + PAGE_LENGTH - 1 & -PAGE_LENGTH);
    System.arraycopy(bytes, from, forced, from, to - from);
  }

  /** Changes bytes behind everybody's back, on the disk, too. */
  void replace(byte[] newBytes) {
    bytes = newBytes.clone();
    force();
  }

  byte[] copyOfBytes() {
    return bytes.clone();
  }

  SimulatedContent copy() {
    SimulatedContent copy = new SimulatedContent();
    copy.bytes = bytes.clone();
    copy.forced = forced.clone();
    return copy;
  }

  /** What is there when the power comes back; all of it is forced. */
  SimulatedContent afterPowerLoss(SimulatedFiles.Loss loss, SplittableRandom random) {
    SimulatedContent left = new SimulatedContent();
    left.bytes = loss == SimulatedFiles.Loss.DROPPED ? forced.clone() : shuffled(random);
    left.force();
    return left;
  }

  private byte[] shuffled(SplittableRandom random) {
    byte[] left = Arrays.copyOf(forced, random.nextBoolean() ? bytes.length : forced.length);
    int unit = random.nextBoolean() ? PAGE_LENGTH : SECTOR_LENGTH;
    for (int at = 0; at < left.length; at += unit) {
      if (random.nextBoolean()) {
        System.arraycopy(bytes, at, left, at, Math.min(unit, left.length - at));
      }
    }
    return left;
  }
}
