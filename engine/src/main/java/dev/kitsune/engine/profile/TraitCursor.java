package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.LittleEndian;

/**
 * Walks the traits of a record in their order; the record must not change meanwhile. Owned by one
 * thread. Data plane.
 */
public final class TraitCursor {
  private byte[] array = new byte[0];
  private int left;
  private int entry;
  private int text;

  /** Begins before the first trait; returns how many there are. */
  public int begin(ProfileRecord record) {
    array = record.array();
    left = Traits.count(record);
    entry = record.sectionOffset(Section.TRAITS) + Short.BYTES;
    text = entry + left * Traits.ENTRY_LENGTH;
    return left;
  }

  /**
   * Goes to the next trait; false after the last.
   *
   * @param key set to its key, in canonical escapes, without quotes
   * @param value set to its value as JSON
   */
  public boolean next(ByteSlice key, ByteSlice value) {
    if (left == 0) {
      return false;
    }
    int keyLength = LittleEndian.getShort(array, entry);
    int valueLength = LittleEndian.getInt(array, entry + Traits.VALUE_LENGTH_OFFSET);
    key.wrap(array, text + 1, keyLength);
    int valueAt = text + keyLength + Traits.QUOTES_AND_COLON;
    value.wrap(array, valueAt, valueLength);
    text = valueAt + valueLength + 1;
    entry += Traits.ENTRY_LENGTH;
    left--;
    return true;
  }
}
