package dev.kitsune.engine.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The groups that a journal was given, the first of them number 1, and what records they leave.
 * Owned by one thread.
 */
final class GroupHistory {
  private static final int KEY_COUNT = 20;

  /** Which record. */
  record RecordKey(JournalTable table, long high, long low) {}

  /**
   * What a group does to a record.
   *
   * @param record null to remove it
   */
  record Change(RecordKey key, @Nullable ByteBuffer record) {}

  private final List<List<Change>> groups = new ArrayList<>();
  private final SplittableRandom random;
  private final int lengthMax;

  /** With records of up to {@code lengthMax} bytes, now and then longer ones. */
  GroupHistory(long seed, int lengthMax) {
    random = new SplittableRandom(seed);
    this.lengthMax = lengthMax;
  }

  /** One to four changes of different records, not part of the history yet. */
  List<Change> draw() {
    Map<RecordKey, Change> changes = new HashMap<>();
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      Change change = drawChange();
      changes.put(change.key(), change);
    }
    return List.copyOf(changes.values());
  }

  void add(List<Change> group) {
    groups.add(group);
  }

  int count() {
    return groups.size();
  }

  /** Forgets all groups behind one. */
  void cutAfter(long sequence) {
    groups.subList((int) sequence, groups.size()).clear();
  }

  /** The records that the first groups leave. */
  Map<RecordKey, ByteBuffer> recordsAfter(long sequence) {
    Map<RecordKey, ByteBuffer> records = new HashMap<>();
    groups.subList(0, (int) sequence).forEach(group -> apply(group, records));
    return records;
  }

  /** Whether a record ever was as this. */
  boolean hasHeld(RecordKey key, ByteBuffer record) {
    return groups.stream().anyMatch(group -> group.contains(new Change(key, record)));
  }

  static void apply(List<Change> group, Map<RecordKey, ByteBuffer> records) {
    for (Change change : group) {
      ByteBuffer record = change.record();
      if (record == null) {
        records.remove(change.key());
      } else {
        records.put(change.key(), record);
      }
    }
  }

  static void fill(JournalGroup target, List<Change> group) {
    target.clear();
    for (Change change : group) {
      RecordKey key = change.key();
      ByteBuffer record = change.record();
      if (record == null) {
        target.remove(key.table(), key.high(), key.low());
      } else {
        byte[] bytes = bytes(record);
        target.put(key.table(), key.high(), key.low(), bytes, 0, bytes.length);
      }
    }
  }

  /** A record's bytes. */
  static byte[] bytes(ByteBuffer record) {
    byte[] bytes = new byte[record.remaining()];
    record.get(record.position(), bytes);
    return bytes;
  }

  private Change drawChange() {
    JournalTable table = random.nextInt(4) > 0 ? JournalTable.PROFILES : JournalTable.LINKS;
    int number = random.nextInt(KEY_COUNT);
    RecordKey key = new RecordKey(table, number % 3, number);
    return new Change(key, random.nextInt(8) == 0 ? null : drawRecord());
  }

  private ByteBuffer drawRecord() {
    boolean isLong = random.nextInt(50) == 0;
    byte[] record = new byte[random.nextInt(0, isLong ? 8 * lengthMax : lengthMax + 1)];
    random.nextBytes(record);
    return ByteBuffer.wrap(record);
  }
}
