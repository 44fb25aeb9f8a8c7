package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Hex;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Writes a record as a line that {@link ProfileLineReader} reads. The digests by which replays are
 * known are left out. Owned by one thread. Control plane.
 */
public final class ProfileLineWriter {
  private static final int IDENTITY_DIGITS = 16;

  private final ByteSlice slice = new ByteSlice();
  private final ByteSink digits = new ByteSink(IDENTITY_DIGITS);

  /** Writes the line, without a line break. */
  public void write(ProfileRecord record, ByteSink out) {
    out.clear();
    putId("{\"id\":", record.id(slice), out);
    putId(",\"stableId\":", record.stableId(slice), out);
    put(",\"random\":", record.random(slice), out);
    putIds(",\"aliases\":[", record, IdList.ALIASES, out);
    putIds(",\"redirects\":[", record, IdList.REDIRECTS, out);
    put(record.isSelfIdentified() ? ",\"isIdentified\":true" : ",\"isIdentified\":false", out);
    putTraits(record, out);
    putLocation(record, out);
    putDevice(record, out);
    putSticky(record, out);
    putSession(record, out);
    putNumber(",\"firstSeenMs\":", record.firstSeenMs(), out);
    putNumber(",\"lastReceiptMs\":", record.lastReceiptMs(), out);
    putCounters(record, out);
    putRings(record, out);
    put("}", out);
  }

  private void putIds(String name, ProfileRecord record, IdList list, ByteSink out) {
    put(name, out);
    for (int at = list.begin(record); at < list.end(record); ) {
      boolean isFirst = at == list.begin(record);
      at = list.read(record, at, slice);
      putId(isFirst ? "" : ",", slice, out);
    }
    put("]", out);
  }

  private void putTraits(ProfileRecord record, ByteSink out) {
    put(",\"traits\":{", Traits.members(record, slice), out);
    put("},\"traitReceiptsMs\":[", out);
    for (int index = 0; index < Traits.count(record); index++) {
      putNumber(index == 0 ? "" : ",", Traits.receiptMs(record, index), out);
    }
    put("]", out);
  }

  private void putLocation(ProfileRecord record, ByteSink out) {
    if (record.locationReceiptMs() != 0) {
      put(",\"location\":{", StoredLocation.members(record, slice), out);
      putNumber("},\"locationReceiptMs\":", record.locationReceiptMs(), out);
    }
  }

  private void putDevice(ProfileRecord record, ByteSink out) {
    if (StoredDevice.isEmpty(record)) {
      return;
    }
    put(",\"device\":{\"class\":\"", out);
    put(StoredDevice.CLASS_NAMES.get(StoredDevice.deviceClass(record)), out);
    put("\"", out);
    putName(",\"browser\":", StoredDevice.browser(record, slice), out);
    putName(",\"os\":", StoredDevice.os(record, slice), out);
    putNumber("},\"deviceReceiptMs\":", StoredDevice.receiptMs(record), out);
  }

  private static void putName(String before, ByteSlice name, ByteSink out) {
    if (name.length() > 0) {
      putId(before, name, out);
    }
  }

  private void putSticky(ProfileRecord record, ByteSink out) {
    put(",\"sticky\":[", out);
    for (int at = StickyPicks.begin(record); at < StickyPicks.end(record); ) {
      put(at == StickyPicks.begin(record) ? "" : ",", out);
      int variantIndex = StickyPicks.variantIndex(record, at);
      at = StickyPicks.read(record, at, slice);
      putId("{\"experienceId\":", slice, out);
      putNumber(",\"variantIndex\":", variantIndex, out);
      put("}", out);
    }
    put("]", out);
  }

  private void putSession(ProfileRecord record, ByteSink out) {
    put(",\"session\":{\"id\":\"", out);
    put(new UUID(record.sessionIdHigh(), record.sessionIdLow()).toString(), out);
    putNumber("\",\"count\":", record.sessionCount(), out);
    putNumber(",\"startMs\":", record.sessionStartMs(), out);
    putNumber(",\"lastEventMs\":", record.lastEventMs(), out);
    putNumber(",\"pastLengthS\":", record.pastSessionsS(), out);
    if (record.landingPage(slice).length() > 0) {
      put(",\"landingPage\":", slice, out);
    }
    put("}", out);
  }

  private void putCounters(ProfileRecord record, ByteSink out) {
    put(",\"counters\":{", out);
    int start = record.sectionOffset(Section.COUNTERS);
    int end = start + record.sectionLength(Section.COUNTERS);
    for (int at = start; at < end; at += Counters.ENTRY_LENGTH) {
      put(at == start ? "\"" : ",\"", out);
      putIdentity(LittleEndian.getLong(record.array(), at), out);
      putNumber("\":", LittleEndian.getInt(record.array(), at + Long.BYTES), out);
    }
    put("}", out);
  }

  private void putRings(ProfileRecord record, ByteSink out) {
    put(",\"rings\":{", out);
    for (int ring = Rings.begin(record);
        ring < Rings.end(record);
        ring = Rings.next(record, ring)) {
      put(ring == Rings.begin(record) ? "\"" : ",\"", out);
      putIdentity(Rings.identity(record, ring), out);
      put("\":{\"timesS\":[", out);
      for (int index = 0; index < Rings.count(record, ring); index++) {
        putNumber(index == 0 ? "" : ",", Rings.timeS(record, ring, index), out);
      }
      put(Rings.isTruncated(record, ring) ? "],\"isTruncated\":true}" : "]}", out);
    }
    put("}", out);
  }

  private void putIdentity(long identity, ByteSink out) {
    digits.clear();
    byte[] array = digits.reserve(IDENTITY_DIGITS);
    Hex.put(identity, IDENTITY_DIGITS, array, 0);
    out.put(array, 0, IDENTITY_DIGITS);
  }

  private static void putId(String before, ByteSlice id, ByteSink out) {
    put(before, out);
    put("\"", out);
    JsonEscapes.encode(id.array(), id.offset(), id.length(), out);
    put("\"", out);
  }

  private static void putNumber(String before, long number, ByteSink out) {
    put(before, out);
    out.putDecimal(number);
  }

  private static void put(String before, ByteSlice json, ByteSink out) {
    put(before, out);
    out.put(json.array(), json.offset(), json.length());
  }

  private static void put(String text, ByteSink out) {
    out.put(text.getBytes(StandardCharsets.UTF_8));
  }
}
