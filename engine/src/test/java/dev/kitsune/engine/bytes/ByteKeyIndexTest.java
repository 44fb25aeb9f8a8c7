package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteKeyIndexTest {
  @Test
  void findsNothingInAnEmptyIndex() {
    ByteKeyIndex empty = index();
    assertEquals(ByteKeyIndex.NONE, find(empty, ""));
    assertEquals(ByteKeyIndex.NONE, find(empty, "a"));
  }

  @Test
  void findsEachKeyAtItsPlaceInTheList() {
    ByteKeyIndex index = index("plan", "", "café", "Plan", "plan ");
    assertEquals(0, find(index, "plan"));
    assertEquals(1, find(index, ""));
    assertEquals(2, find(index, "café"));
    assertEquals(3, find(index, "Plan"));
    assertEquals(4, find(index, "plan "));
  }

  @Test
  void findsNoKeyThatOnlyResemblesOne() {
    ByteKeyIndex index = index("plan", "cafe");
    for (String other : List.of("", "pla", "plan ", "PLAN", "nalp", "café", "plaN")) {
      assertEquals(ByteKeyIndex.NONE, find(index, other), other);
    }
  }

  @Test
  void readsTheKeyWithinALargerArrayOnly() {
    byte[] larger = "xxplanyy".getBytes(UTF_8);
    assertEquals(0, index("plan").find(larger, 2, 4));
    assertEquals(ByteKeyIndex.NONE, index("plan").find(larger, 2, 5));
    assertEquals(ByteKeyIndex.NONE, index("plan").find(larger, 1, 4));
    assertEquals(0, index("").find(larger, 8, 0));
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> index("a", "b", "c", "b"));
    assertTrue(String.valueOf(refused.getMessage()).contains("3"), refused::getMessage);
    assertThrows(IllegalArgumentException.class, () -> index("", ""));
  }

  /* A table is at most half full, so keys whose number is just under a power of two crowd it most. */
  @Test
  void holdsEveryKeyAtEveryNumberOfKeys() {
    for (int count = 0; count <= 130; count++) {
      List<byte[]> keys = IntStream.range(0, count).mapToObj(i -> utf8("key-" + i)).toList();
      ByteKeyIndex index = new ByteKeyIndex(keys);
      for (int i = 0; i < count; i++) {
        assertEquals(i, find(index, "key-" + i), count + " keys");
      }
      assertEquals(ByteKeyIndex.NONE, find(index, "key-" + count), count + " keys");
    }
  }

  @Test
  void agreesWithAHashMapOnRandomKeys() {
    SplittableRandom random = new SplittableRandom(7);
    Map<String, Integer> model = new HashMap<>();
    List<byte[]> keys = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String key = randomKey(random);
      asked.add(key);
      if (random.nextBoolean() && model.putIfAbsent(key, keys.size()) == null) {
        keys.add(utf8(key));
      }
    }
    assertTrue(keys.size() > 1_000 && asked.size() > keys.size() + 1_000);
    ByteKeyIndex index = new ByteKeyIndex(keys);
    for (String key : asked) {
      assertEquals(model.getOrDefault(key, ByteKeyIndex.NONE), find(index, key), key);
    }
  }

  /** Keys over few letters, one of them not ASCII, so that many differ in one byte only. */
  private static String randomKey(SplittableRandom random) {
    StringBuilder key = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      key.append("abcé".charAt(random.nextInt(4)));
    }
    return key.toString();
  }

  private static ByteKeyIndex index(String... keys) {
    return new ByteKeyIndex(List.of(keys).stream().map(ByteKeyIndexTest::utf8).toList());
  }

  private static int find(ByteKeyIndex index, String key) {
    byte[] bytes = utf8(key);
    return index.find(bytes, 0, bytes.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
