package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.LittleEndian;

/**
 * The record of an alias: {u16 length of the alias, the alias, the profile's id}, both UTF-8. The
 * alias stands in it so that two with one key are told apart. Data plane.
 */
final class AliasEntry {
  private AliasEntry() {}

  static void write(ByteSlice alias, ByteSlice profileId, ByteSink out) {
    out.clear();
    LittleEndian.putShort(out.reserve(Short.BYTES), 0, alias.length());
    out.advance(Short.BYTES);
    out.put(alias.array(), alias.offset(), alias.length());
    out.put(profileId.array(), profileId.offset(), profileId.length());
  }

  static boolean isOf(ByteSink entry, ByteSlice alias) {
    int length = LittleEndian.getShort(entry.array(), 0);
    return alias.isEqual(entry.array(), Short.BYTES, length);
  }

  static ByteSlice profileId(ByteSink entry, ByteSlice profileId) {
    int start = Short.BYTES + LittleEndian.getShort(entry.array(), 0);
    return profileId.wrap(entry.array(), start, entry.length() - start);
  }
}
