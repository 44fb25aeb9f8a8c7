package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.store.RecordMap.Replacement;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordMapTest {
  private static final int LENGTH_MAX = 2_000;

  private static final RecordMapSizing SIZING = RecordMapSizing.main(40, 256, LENGTH_MAX);

  private final RecordMap map = new RecordMap("test", SIZING, 40);
  private final RecordCall call = new RecordCall();
  private final ByteSink sink = new ByteSink(16);

  @BeforeAll
  static void prepareChronicle() {
    ChronicleNotices.silence();
    ChronicleClasses.define();
  }

  @AfterEach
  void closeMap() {
    map.close();
  }

  @Test
  void leavesEveryRecordAsItWasWhenAFullMapRefuses() {
    Map<Long, byte[]> model = new HashMap<>();
    Map<Replacement, Integer> replacements = new EnumMap<>(Replacement.class);
    int refusedInserts = 0;
    SplittableRandom random = new SplittableRandom(1);
    for (int step = 0; step < 20_000; step++) {
      long key = random.nextInt(60);
      byte[] record = new byte[random.nextInt(LENGTH_MAX + 1)];
      random.nextBytes(record);
      if (random.nextInt(10) == 0) {
        assertEquals(model.remove(key) != null, map.remove(call.key(0, key)));
      } else if (model.containsKey(key)) {
        Replacement replacement = map.replace(call(key, record));
        replacements.merge(replacement, 1, Integer::sum);
        model.computeIfPresent(key, (k, old) -> replacement == Replacement.DONE ? record : old);
      } else if (map.insert(call(key, record))) {
        model.put(key, record);
      } else {
        refusedInserts++;
      }
      assertHolds(model, step % 60);
    }
    assertTrue(refusedInserts > 1_000, "refused inserts: " + refusedInserts);
    assertTrue(replacements.getOrDefault(Replacement.FULL, 0) > 1_000, replacements.toString());
    for (long key = 0; key < 60; key++) {
      assertHolds(model, key);
    }
  }

  @Test
  void reportsAnAbsentKeyInsteadOfInserting() {
    assertEquals(Replacement.ABSENT, map.replace(call(1, new byte[3])));
    assertFalse(map.contains(call.key(0, 1)));
    assertTrue(map.insert(call(1, new byte[3])));
    assertTrue(map.contains(call.key(0, 1)));
    assertEquals(Replacement.DONE, map.replace(call(1, new byte[4])));
  }

  @Test
  void knowsThePlaceOfWhatWasInsertedOrMoved() {
    assertFalse(map.isPlaceKnown(call.key(0, 1)));
    assertTrue(map.insert(call(1, new byte[10])));
    assertTrue(map.isPlaceKnown(call.key(0, 1)));
    assertEquals(Replacement.DONE, map.replace(call(1, new byte[500])));
    assertTrue(map.isPlaceKnown(call.key(0, 1)));
    assertTrue(map.remove(call.key(0, 1)));
    assertFalse(map.isPlaceKnown(call.key(0, 1)));
  }

  @Test
  void givesHalfAChunkToSpareToWhatMoves() {
    int chunk = SIZING.chunkLength();
    for (int length : new int[] {1, 3 * chunk, SIZING.recordLengthMax() - chunk}) {
      int movedTo = (int) SIZING.valueSizeFor(length) - RecordImage.HEADER_LENGTH + 1;
      assertTrue(map.insert(call(1, new byte[length])));
      assertEquals(Replacement.DONE, map.replace(call(1, new byte[movedTo])));
      int room = (int) SIZING.valueSizeFor(movedTo + chunk / 2) - RecordImage.HEADER_LENGTH;
      int most = Math.min(room, SIZING.recordLengthMax());
      assertTrue(writesHeld(new byte[movedTo]), "a record that moved must not move again at once");
      assertTrue(writesHeld(new byte[most]));
      assertFalse(writesHeld(new byte[most + 1]));
      assertTrue(map.remove(call.key(0, 1)));
    }
  }

  private boolean writesHeld(byte[] record) {
    sink.clear();
    assertTrue(map.load(call.key(0, 1), sink));
    call.record().wrap(record, 0, record.length);
    return map.writeHeld(call);
  }

  private void assertHolds(Map<Long, byte[]> model, long key) {
    sink.clear();
    boolean found = map.read(call.key(0, key), sink);
    assertArrayEquals(model.get(key), found ? sink.toBytes() : null);
    sink.clear();
    boolean isLoaded = map.load(call.key(0, key), sink);
    assertArrayEquals(model.get(key), isLoaded ? sink.toBytes() : null);
  }

  private RecordCall call(long key, byte[] record) {
    call.key(0, key).record().wrap(record, 0, record.length);
    return call;
  }
}
