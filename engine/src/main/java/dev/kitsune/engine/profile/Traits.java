package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.LittleEndian;
import java.util.Arrays;

/**
 * The traits of a record: the section is empty, or
 *
 * <pre>
 *  u16 count
 *  count x { u16 key length, u32 value length, i64 receipt ms }    14 bytes each
 *  the members as JSON text: "key":value,"key":value
 * </pre>
 *
 * Keys stand in canonical escapes (only what must be escaped is), so that equal keys have equal
 * bytes; values as they were written, without insignificant white space. Data plane.
 */
public final class Traits {
  /** Says that there is no such trait. */
  public static final int NONE = -1;

  static final int VALUE_LENGTH_OFFSET = Short.BYTES;
  static final int RECEIPT_OFFSET = VALUE_LENGTH_OFFSET + Integer.BYTES;
  static final int ENTRY_LENGTH = RECEIPT_OFFSET + Long.BYTES;
  static final int QUOTES_AND_COLON = 3;

  private Traits() {}

  public static int count(ProfileRecord record) {
    return record.sectionLength(Section.TRAITS) == 0
        ? 0
        : LittleEndian.getShort(record.array(), record.sectionOffset(Section.TRAITS));
  }

  /** The members as JSON text, to be written between braces. */
  public static ByteSlice members(ProfileRecord record, ByteSlice json) {
    int count = count(record);
    int header = count == 0 ? 0 : Short.BYTES + count * ENTRY_LENGTH;
    return json.wrap(
        record.array(),
        record.sectionOffset(Section.TRAITS) + header,
        record.sectionLength(Section.TRAITS) - header);
  }

  /**
   * Finds a trait and its value's JSON text.
   *
   * @param key in canonical escapes, without quotes
   * @return the trait's index, or {@link #NONE}; then {@code value} is as it was
   */
  public static int find(
      ProfileRecord record, byte[] key, int offset, int length, ByteSlice value) {
    byte[] array = record.array();
    int count = count(record);
    int entry = record.sectionOffset(Section.TRAITS) + Short.BYTES;
    int text = entry + count * ENTRY_LENGTH;
    for (int index = 0; index < count; index++, entry += ENTRY_LENGTH) {
      int keyLength = LittleEndian.getShort(array, entry);
      int valueLength = LittleEndian.getInt(array, entry + VALUE_LENGTH_OFFSET);
      int keyAt = text + 1;
      if (keyLength == length
          && Arrays.equals(array, keyAt, keyAt + length, key, offset, offset + length)) {
        value.wrap(array, keyAt + length + 2, valueLength);
        return index;
      }
      text += keyLength + valueLength + QUOTES_AND_COLON + 1;
    }
    return NONE;
  }

  /** When the trait of this index was received, in epoch milliseconds of the server's clock. */
  public static long receiptMs(ProfileRecord record, int index) {
    int entry = record.sectionOffset(Section.TRAITS) + Short.BYTES + index * ENTRY_LENGTH;
    return LittleEndian.getLong(record.array(), entry + RECEIPT_OFFSET);
  }

  static void receiptMs(ProfileRecord record, int index, long epochMs) {
    int entry = record.sectionOffset(Section.TRAITS) + Short.BYTES + index * ENTRY_LENGTH;
    LittleEndian.putLong(record.array(), entry + RECEIPT_OFFSET, epochMs);
  }

  /** Sets the trait at {@code index} to a value that stands outside the record. */
  static void replace(
      ProfileRecord record, int index, ByteSlice old, ByteSlice value, long receiptMs) {
    int at = old.offset();
    record.splice(Section.TRAITS, at, old.length(), value.length());
    System.arraycopy(value.array(), value.offset(), record.array(), at, value.length());
    int entry = record.sectionOffset(Section.TRAITS) + Short.BYTES + index * ENTRY_LENGTH;
    LittleEndian.putInt(record.array(), entry + VALUE_LENGTH_OFFSET, value.length());
    LittleEndian.putLong(record.array(), entry + RECEIPT_OFFSET, receiptMs);
  }

  /** Adds a trait that the record does not have; key and value stand outside the record. */
  static void append(ProfileRecord record, ByteSlice key, ByteSlice value, long receiptMs) {
    if (record.sectionLength(Section.TRAITS) == 0) {
      record.splice(Section.TRAITS, record.sectionOffset(Section.TRAITS), 0, Short.BYTES);
      LittleEndian.putShort(record.array(), record.sectionOffset(Section.TRAITS), 0);
    }
    int start = record.sectionOffset(Section.TRAITS);
    int count = LittleEndian.getShort(record.array(), start);
    appendText(record, count > 0, key, value);
    int entry = start + Short.BYTES + count * ENTRY_LENGTH;
    record.splice(Section.TRAITS, entry, 0, ENTRY_LENGTH);
    byte[] array = record.array();
    LittleEndian.putShort(array, start, count + 1);
    LittleEndian.putShort(array, entry, key.length());
    LittleEndian.putInt(array, entry + VALUE_LENGTH_OFFSET, value.length());
    LittleEndian.putLong(array, entry + RECEIPT_OFFSET, receiptMs);
  }

  private static void appendText(
      ProfileRecord record, boolean isFollowing, ByteSlice key, ByteSlice value) {
    int length = key.length() + value.length() + QUOTES_AND_COLON + (isFollowing ? 1 : 0);
    int at = record.sectionOffset(Section.TRAITS) + record.sectionLength(Section.TRAITS);
    record.splice(Section.TRAITS, at, 0, length);
    byte[] array = record.array();
    if (isFollowing) {
      array[at++] = ',';
    }
    array[at++] = '"';
    System.arraycopy(key.array(), key.offset(), array, at, key.length());
    at += key.length();
    array[at++] = '"';
    array[at++] = ':';
    System.arraycopy(value.array(), value.offset(), array, at, value.length());
  }
}
