package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.ByteSlice;

/**
 * A stableId as {@link VisitorHash} reads it: the low byte of each UTF-16 code unit of its UTF-8
 * text. ASCII is used as it stands. Owned by one thread. Data plane.
 */
public final class VisitorId {
  private byte[] decoded = new byte[64];
  private byte[] array = decoded;
  private int offset;
  private int length;

  /** Reads an id; valid until the next, and while the id's own bytes stay. */
  public VisitorId read(ByteSlice id) {
    array = id.array();
    offset = id.offset();
    length = id.length();
    for (int i = 0; i < id.length(); i++) {
      if (id.at(i) < 0) {
        decode(id);
        return this;
      }
    }
    return this;
  }

  double unit(VisitorHash hash) {
    return hash.unit(array, offset, length);
  }

  private void decode(ByteSlice id) {
    if (decoded.length < id.length()) {
      decoded = new byte[id.length()];
    }
    int units = 0;
    for (int i = 0; i < id.length(); ) {
      int lead = id.at(i) & 0xFF;
      if (lead < 0x80) {
        decoded[units++] = (byte) lead;
        i++;
      } else if (lead < 0xE0) {
        decoded[units++] = (byte) ((lead << 6) | continuation(id, i + 1));
        i += 2;
      } else if (lead < 0xF0) {
        decoded[units++] = (byte) ((continuation(id, i + 1) << 6) | continuation(id, i + 2));
        i += 3;
      } else {
        int second = continuation(id, i + 1);
        int third = continuation(id, i + 2);
        int codePoint =
            ((lead & 7) << 18) | (second << 12) | (third << 6) | continuation(id, i + 3);
        decoded[units++] = (byte) ((codePoint - 0x10000) >> 10);
        decoded[units++] = (byte) codePoint;
        i += 4;
      }
    }
    array = decoded;
    offset = 0;
    length = units;
  }

  private static int continuation(ByteSlice id, int index) {
    return id.at(index) & 0x3F;
  }
}
