package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapAbsentEntry;
import net.openhft.chronicle.map.MapEntry;
import net.openhft.chronicle.map.MapSegmentContext;

/**
 * One Chronicle map of records. Calls for one key must not overlap, and none may come after {@link
 * #close}; its owner sees to both. Allocates nothing once a thread has made its first call. Data
 * plane.
 */
final class RecordMap {
  /** What became of a replacement. */
  enum Replacement {
    /** The record is replaced. */
    DONE,
    /** The map has no record of this key. */
    ABSENT,
    /** The record cannot grow; it is as it was. */
    FULL
  }

  /** How much larger than needed a value may be before it is cut. */
  private static final int SHRINK_FACTOR = 2;

  /** Up to which share of its space a map has room to spare. */
  private static final double SPACIOUS_SHARE = 0.7;

  private final RecordMapSizing sizing;
  private final ChronicleMap<byte[], byte[]> map;
  private final PlaceIndex places;
  private final AtomicLong usedChunks = new AtomicLong();

  /**
   * @param placeCount of how many records to remember the places
   */
  RecordMap(String name, RecordMapSizing sizing, long placeCount) {
    this.sizing = sizing;
    places = new PlaceIndex(sizing, placeCount);
    this.map =
        ChronicleMap.of(byte[].class, byte[].class)
            .name(name)
            .entries(sizing.segmentCount() * sizing.entriesPerSegment())
            .constantKeySizeBySample(new byte[RecordCall.KEY_LENGTH])
            .actualSegments(sizing.segmentCount())
            .entriesPerSegment(sizing.entriesPerSegment())
            .actualChunkSize(sizing.chunkLength())
            .actualChunksPerSegmentTier(sizing.chunksPerSegment())
            .maxChunksPerEntry(sizing.chunksPerEntryMax())
            .allowSegmentTiering(false)
            .skipCloseOnExitHook(true)
            .create();
  }

  int recordLengthMax() {
    return sizing.recordLengthMax();
  }

  /** Copies the record to the end of {@code target}; returns whether there is one. */
  boolean read(RecordCall call, ByteSink target) {
    try (ExternalMapQueryContext<byte[], byte[], ?> context = query(call)) {
      context.readLock().lock();
      MapEntry<byte[], byte[]> entry = context.entry();
      if (entry == null) {
        return false;
      }
      Data<byte[]> value = entry.value();
      append(RecordImage.addressOf(value), value.size(), target);
      return true;
    }
  }

  /** The same by a thread that is alone with the key; the call then holds the record's place. */
  boolean load(RecordCall call, ByteSink target) {
    long place = places.find(call.keyHigh(), call.keyLow());
    if (place == PlaceIndex.NONE) {
      return find(call) && append(call.heldAddress(), call.heldSize(), target);
    }
    call.hold(PlaceIndex.address(place), places.valueSize(place));
    return append(call.heldAddress(), call.heldSize(), target);
  }

  /** Whether {@link #load} would ask Chronicle; for tests. */
  boolean isPlaceKnown(RecordCall call) {
    return places.find(call.keyHigh(), call.keyLow()) != PlaceIndex.NONE;
  }

  private boolean find(RecordCall call) {
    try (ExternalMapQueryContext<byte[], byte[], ?> context = query(call)) {
      context.readLock().lock();
      MapEntry<byte[], byte[]> entry = context.entry();
      if (entry == null) {
        return false;
      }
      Data<byte[]> value = entry.value();
      call.hold(RecordImage.addressOf(value), value.size());
      places.put(call.keyHigh(), call.keyLow(), call.heldAddress(), call.heldSize());
      return true;
    }
  }

  /**
   * Writes the record where the value stands that the call holds; returns false if it must move.
   * The place is still the value's if nobody called for its key since it was read: other keys'
   * calls never move it.
   */
  boolean writeHeld(RecordCall call) {
    if (!staysInPlace(call.record(), call.heldSize())) {
      return false;
    }
    call.record().writeTo(call.heldAddress());
    return true;
  }

  /** The keys, high and low one after the other; locks one segment after the other. */
  long[] keys() {
    LongStream.Builder keys = LongStream.builder();
    for (int segment = 0; segment < map.segments(); segment++) {
      try (MapSegmentContext<byte[], byte[], ?> context = map.segmentContext(segment)) {
        context.forEachSegmentEntry(entry -> addKey(entry.key(), keys));
      }
    }
    return keys.build().toArray();
  }

  private static void addKey(Data<byte[]> key, LongStream.Builder keys) {
    keys.add(key.bytes().readLong(key.offset()));
    keys.add(key.bytes().readLong(key.offset() + Long.BYTES));
  }

  boolean contains(RecordCall call) {
    try (ExternalMapQueryContext<byte[], byte[], ?> context = query(call)) {
      context.readLock().lock();
      return context.entry() != null;
    }
  }

  Replacement replace(RecordCall call) {
    try (ExternalMapQueryContext<byte[], byte[], ?> context = query(call)) {
      context.updateLock().lock();
      MapEntry<byte[], byte[]> entry = context.entry();
      if (entry == null) {
        return Replacement.ABSENT;
      }
      Data<byte[]> value = entry.value();
      if (!staysInPlace(call.record(), value.size())) {
        return relocate(context, entry, call);
      }
      call.record().writeTo(value);
      return Replacement.DONE;
    }
  }

  /** Inserts the record of an absent key; returns false if there is no room for it. */
  boolean insert(RecordCall call) {
    try (ExternalMapQueryContext<byte[], byte[], ?> context = query(call)) {
      context.updateLock().lock();
      return insert(context, sized(call.record()), call);
    }
  }

  boolean remove(RecordCall call) {
    try (ExternalMapQueryContext<byte[], byte[], ?> context = query(call)) {
      context.updateLock().lock();
      MapEntry<byte[], byte[]> entry = context.entry();
      if (entry == null) {
        return false;
      }
      remove(entry, call);
      return true;
    }
  }

  /** Bytes of entries in the map, each rounded up to what it takes. */
  long usedLength() {
    return usedChunks.get() * sizing.chunkLength();
  }

  /** Frees the memory; no call may be running. */
  void close() {
    map.close();
    places.close();
  }

  /*
   * Chronicle's own doReplaceValue must not relocate: when a full segment has no place for the new
   * value it throws after it has freed the old one, whose chunks the next insert then overwrites.
   * Removed and inserted under one lock, the old value always finds its chunks again.
   */
  private Replacement relocate(
      ExternalMapQueryContext<byte[], byte[], ?> context,
      MapEntry<byte[], byte[]> entry,
      RecordCall call) {
    RecordImage kept = keep(entry.value(), call);
    remove(entry, call);
    RecordImage moved = call.record();
    if (isSpacious() && insert(context, moved.size(roomySize(moved)), call)) {
      return Replacement.DONE;
    }
    if (insert(context, sized(moved), call)) {
      return Replacement.DONE;
    }
    if (!insert(context, kept, call)) {
      throw new IllegalStateException("A record lost its place: size=" + kept.size());
    }
    return Replacement.FULL;
  }

  /** Once its chunks are free, nothing may lead to them. */
  private void remove(MapEntry<byte[], byte[]> entry, RecordCall call) {
    places.remove(call.keyHigh(), call.keyLow());
    usedChunks.getAndAdd(-sizing.chunksOf(entry.value().size()));
    entry.doRemove();
  }

  private static RecordImage keep(Data<byte[]> value, RecordCall call) {
    long address = RecordImage.addressOf(value);
    int length = RecordImage.lengthAt(address, value.size());
    byte[] array = call.keptArray(length);
    RecordImage.copyOut(address, array, 0, length);
    return call.kept().wrap(array, 0, length).size(value.size());
  }

  private boolean insert(
      ExternalMapQueryContext<byte[], byte[], ?> context, RecordImage image, RecordCall call) {
    MapAbsentEntry<byte[], byte[]> absent = context.absentEntry();
    if (absent == null) {
      throw new IllegalStateException("A record to insert must be absent.");
    }
    try {
      absent.doInsert(image);
      usedChunks.getAndAdd(sizing.chunksOf(image.size()));
    } catch (IllegalStateException full) {
      return false;
    }
    notePlace(context, call);
    return true;
  }

  /* So that the next load need not ask Chronicle for what was inserted or moved just now. */
  private void notePlace(ExternalMapQueryContext<byte[], byte[], ?> context, RecordCall call) {
    MapEntry<byte[], byte[]> inserted = context.entry();
    if (inserted != null) {
      Data<byte[]> value = inserted.value();
      places.put(call.keyHigh(), call.keyLow(), RecordImage.addressOf(value), value.size());
    }
  }

  private boolean staysInPlace(RecordImage record, long valueSize) {
    long shrunk = SHRINK_FACTOR * sizing.valueSizeFor(record.length());
    return record.fits(valueSize) && valueSize <= Math.max(shrunk, roomySize(record));
  }

  private RecordImage sized(RecordImage record) {
    return record.size(sizing.valueSizeFor(record.length()));
  }

  /* What moved because it grew grows again: with half a chunk to spare it moves less often, and
   * leaves fewer holes than the room costs. */
  private long roomySize(RecordImage record) {
    long size = sizing.valueSizeFor(record.length() + sizing.chunkLength() / 2);
    return Math.min(size, sizing.valueSize(sizing.chunksPerEntryMax()));
  }

  /* In a map that is filling up places are hard to find, and there is nothing to spare. */
  private boolean isSpacious() {
    return usedLength() <= SPACIOUS_SHARE * sizing.reservedLength();
  }

  private static boolean append(long address, long valueSize, ByteSink target) {
    int length = RecordImage.lengthAt(address, valueSize);
    byte[] array = target.reserve(length);
    RecordImage.copyOut(address, array, target.length(), length);
    target.advance(length);
    return true;
  }

  private ExternalMapQueryContext<byte[], byte[], ?> query(RecordCall call) {
    return map.queryContext(call.key(), 0, RecordCall.KEY_LENGTH);
  }
}
