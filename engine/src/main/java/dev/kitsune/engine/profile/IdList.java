package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.LittleEndian;
import java.util.Arrays;

/** A list of ids in a record, the oldest first: entries of {u16 length, UTF-8}. Data plane. */
public enum IdList {
  /** Ids that identify events gave the profile. */
  ALIASES(Section.ALIASES),
  /** Ids of profiles that were merged into this one. */
  REDIRECTS(Section.REDIRECTS);

  /*
   * for (int at = list.begin(record); at < list.end(record); at = list.read(record, at, id)) ...
   * goes through a list that does not change meanwhile.
   */

  private final int section;

  IdList(int section) {
    this.section = section;
  }

  public int count(ProfileRecord record) {
    byte[] array = record.array();
    int at = begin(record);
    int end = end(record);
    int count = 0;
    for (; at < end; at += Short.BYTES + LittleEndian.getShort(array, at)) {
      count++;
    }
    return count;
  }

  public boolean isEmpty(ProfileRecord record) {
    return record.sectionLength(section) == 0;
  }

  /** The place of the first entry; that of the end where there is none. */
  public int begin(ProfileRecord record) {
    return record.sectionOffset(section);
  }

  /** One past the last entry. */
  public int end(ProfileRecord record) {
    return record.sectionOffset(section) + record.sectionLength(section);
  }

  /** Lets {@code id} be the entry at a place; returns the next one's place. */
  public int read(ProfileRecord record, int place, ByteSlice id) {
    byte[] array = record.array();
    int length = LittleEndian.getShort(array, place);
    id.wrap(array, place + Short.BYTES, length);
    return place + Short.BYTES + length;
  }

  public boolean contains(ProfileRecord record, ByteSlice id) {
    byte[] array = record.array();
    int at = begin(record);
    int end = end(record);
    while (at < end) {
      int start = at + Short.BYTES;
      int length = LittleEndian.getShort(array, at);
      if (Arrays.equals(
          array, start, start + length, id.array(), id.offset(), id.offset() + id.length())) {
        return true;
      }
      at = start + length;
    }
    return false;
  }

  /** Adds an id that stands outside the record, as the newest. */
  public void add(ProfileRecord record, ByteSlice id) {
    int at = end(record);
    record.splice(section, at, 0, Short.BYTES + id.length());
    LittleEndian.putShort(record.array(), at, id.length());
    System.arraycopy(id.array(), id.offset(), record.array(), at + Short.BYTES, id.length());
  }

  /** Adds all of another record's, in their order, as the newest. */
  public void addAll(ProfileRecord record, ProfileRecord other) {
    int at = end(record);
    int length = other.sectionLength(section);
    record.splice(section, at, 0, length);
    System.arraycopy(other.array(), begin(other), record.array(), at, length);
  }

  /** Removes the oldest. */
  public void removeFirst(ProfileRecord record) {
    int at = begin(record);
    int length = Short.BYTES + LittleEndian.getShort(record.array(), at);
    record.splice(section, at, length, 0);
  }
}
