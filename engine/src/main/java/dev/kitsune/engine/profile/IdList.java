package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.LittleEndian;
import java.util.Arrays;

/** A list of ids in a record, the oldest first: entries of {u16 length, UTF-8}. Data plane. */
public enum IdList {
  ALIASES(Section.ALIASES);

  private final int section;

  IdList(int section) {
    this.section = section;
  }

  public int count(ProfileRecord record) {
    byte[] array = record.array();
    int at = record.sectionOffset(section);
    int end = at + record.sectionLength(section);
    int count = 0;
    for (; at < end; at += Short.BYTES + LittleEndian.getShort(array, at)) {
      count++;
    }
    return count;
  }

  public boolean contains(ProfileRecord record, ByteSlice id) {
    byte[] array = record.array();
    int at = record.sectionOffset(section);
    int end = at + record.sectionLength(section);
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

  public void add(ProfileRecord record, ByteSlice id) {
    int at = record.sectionOffset(section) + record.sectionLength(section);
    record.splice(section, at, 0, Short.BYTES + id.length());
    LittleEndian.putShort(record.array(), at, id.length());
    System.arraycopy(id.array(), id.offset(), record.array(), at + Short.BYTES, id.length());
  }
}
