package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.LittleEndian;
import java.util.Arrays;

/**
 * Variants that a profile keeps whatever its audiences become: the section holds entries of {u16
 * variant index, u16 length of the experience's id, the id in UTF-8}, the oldest first, each
 * experience once. Data plane.
 */
public final class StickyPicks {
  /** Says that the profile keeps no variant of an experience. */
  public static final int NONE = -1;

  private static final int HEADER_LENGTH = 2 * Short.BYTES;

  private StickyPicks() {}

  /** The place of the first pick; that of the end where there is none. */
  public static int begin(ProfileRecord record) {
    return record.sectionOffset(Section.STICKY);
  }

  /** One past the last pick. */
  public static int end(ProfileRecord record) {
    return begin(record) + record.sectionLength(Section.STICKY);
  }

  /** Lets {@code experienceId} be the id at a place; returns the next pick's place. */
  public static int read(ProfileRecord record, int place, ByteSlice experienceId) {
    int length = LittleEndian.getShort(record.array(), place + Short.BYTES);
    experienceId.wrap(record.array(), place + HEADER_LENGTH, length);
    return place + HEADER_LENGTH + length;
  }

  public static int variantIndex(ProfileRecord record, int place) {
    return LittleEndian.getShort(record.array(), place);
  }

  /** Keeps a pick of an experience that has none; the id stands outside the record. */
  public static void add(ProfileRecord record, ByteSlice experienceId, int variantIndex) {
    int at = end(record);
    int length = experienceId.length();
    record.splice(Section.STICKY, at, 0, HEADER_LENGTH + length);
    byte[] array = record.array();
    LittleEndian.putShort(array, at, variantIndex);
    LittleEndian.putShort(array, at + Short.BYTES, length);
    System.arraycopy(
        experienceId.array(), experienceId.offset(), array, at + HEADER_LENGTH, length);
  }

  public static boolean contains(ProfileRecord record, ByteSlice experienceId) {
    return find(record, experienceId) != NONE;
  }

  /** The place of an experience's pick, or {@link #NONE}. */
  public static int find(ProfileRecord record, ByteSlice experienceId) {
    return find(record, experienceId.array(), experienceId.offset(), experienceId.length());
  }

  /** Forgets the pick at a place; the next one then stands there. */
  public static void remove(ProfileRecord record, int place) {
    int length = HEADER_LENGTH + LittleEndian.getShort(record.array(), place + Short.BYTES);
    record.splice(Section.STICKY, place, length, 0);
  }

  /** Takes over the picks of experiences that {@code to} has none of. */
  static void join(ProfileRecord to, ProfileRecord from) {
    int at = begin(from);
    int end = end(from);
    byte[] array = from.array();
    while (at < end) {
      int length = HEADER_LENGTH + LittleEndian.getShort(array, at + Short.BYTES);
      if (find(to, array, at + HEADER_LENGTH, length - HEADER_LENGTH) == NONE) {
        int target = end(to);
        to.splice(Section.STICKY, target, 0, length);
        System.arraycopy(array, at, to.array(), target, length);
      }
      at += length;
    }
  }

  private static int find(ProfileRecord record, byte[] id, int offset, int length) {
    byte[] array = record.array();
    int end = end(record);
    int at = begin(record);
    while (at < end) {
      int known = LittleEndian.getShort(array, at + Short.BYTES);
      int start = at + HEADER_LENGTH;
      if (Arrays.equals(array, start, start + known, id, offset, offset + length)) {
        return at;
      }
      at = start + known;
    }
    return NONE;
  }
}
