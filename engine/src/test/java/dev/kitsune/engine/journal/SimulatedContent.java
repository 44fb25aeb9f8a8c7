package dev.kitsune.engine.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One file's bytes on a {@link SimulatedFiles}: as everybody sees them, and as the disk under them
 * has them for sure. Guarded by the disk's monitor, but for what is written through a mapping.
 *
 * <p>As Linux does it, pages that a force could not write count as written: no later force writes
 * them, of a later process neither, until they are written to again.
 */
final class SimulatedContent {
  private static final int PAGE_LENGTH = 4_096;
  private static final int SECTOR_LENGTH = 512;

  private byte[] bytes = {};
  private byte[] forced = {};
  private boolean isMapped;
  /* By number, pages that count as written and are not, as they were at the force that failed. */
  private final Map<Integer, byte[]> forgotten = new HashMap<>();

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
    for (int at = (int) offset & -PAGE_LENGTH; at < end; at += PAGE_LENGTH) {
      forgotten.remove(at / PAGE_LENGTH);
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
    force(0, bytes.length);
  }

  /** Forces the pages that hold {@code [offset, offset + length)}. */
  void force(int offset, int length) {
    forced = Arrays.copyOf(forced, bytes.length);
    int end = Math.min(bytes.length, offset + length);
    for (int at = offset & -PAGE_LENGTH; at < end; at += PAGE_LENGTH) {
      byte[] page = page(at);
      if (!Arrays.equals(page, forgotten.get(at / PAGE_LENGTH))) {
        forgotten.remove(at / PAGE_LENGTH);
        System.arraycopy(page, 0, forced, at, page.length);
      }
    }
  }

  /** Has all pages count as written that are not on the disk as they are. */
  void forget() {
    for (int at = 0; at < bytes.length; at += PAGE_LENGTH) {
      byte[] page = page(at);
      byte[] onDisk = Arrays.copyOfRange(forced, Math.min(at, forced.length), at + page.length);
      if (at >= forced.length || !Arrays.equals(page, onDisk)) {
        forgotten.put(at / PAGE_LENGTH, page);
      }
    }
  }

  /** Changes bytes behind everybody's back, on the disk, too. */
  void replace(byte[] newBytes) {
    bytes = newBytes.clone();
    forgotten.clear();
    force();
  }

  byte[] copyOfBytes() {
    return bytes.clone();
  }

  SimulatedContent copy() {
    SimulatedContent copy = new SimulatedContent();
    copy.bytes = bytes.clone();
    copy.forced = forced.clone();
    copy.forgotten.putAll(forgotten);
    return copy;
  }

  /** What is there when the power comes back; all of it is forced. */
  SimulatedContent afterPowerLoss(SimulatedFiles.Loss loss, SplittableRandom random) {
    SimulatedContent left = new SimulatedContent();
    left.bytes = loss == SimulatedFiles.Loss.DROPPED ? forced.clone() : shuffled(random);
    left.force();
    return left;
  }

  private byte[] page(int at) {
    return Arrays.copyOfRange(bytes, at, Math.min(at + PAGE_LENGTH, bytes.length));
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
