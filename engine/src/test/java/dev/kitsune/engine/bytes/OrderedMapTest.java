package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedMapTest {
  private final Map<String, String> source = new LinkedHashMap<>(Map.of("z", "1"));

  @Test
  void isACopyInTheSameOrder() {
    source.put("a", "2");
    Map<String, String> copy = OrderedMap.copyOf(source);
    assertEquals(source, copy);
    source.put("b", "3");
    assertEquals("{z=1, a=2}", copy.toString());
    StringBuilder walked = new StringBuilder();
    copy.forEach((key, value) -> walked.append(key).append(value));
    assertEquals("z1a2", walked.toString());
    assertTrue(copy.containsKey("a"));
    assertFalse(copy.containsKey("b"));
  }

  @Test
  void isItsOwnCopy() {
    Map<String, String> copy = OrderedMap.copyOf(source);
    assertSame(copy, OrderedMap.copyOf(copy));
  }

  @Test
  void cannotBeChanged() {
    Map<String, String> copy = OrderedMap.copyOf(source);
    assertThrows(UnsupportedOperationException.class, () -> copy.put("a", "b"));
    assertThrows(UnsupportedOperationException.class, copy::clear);
    assertThrows(UnsupportedOperationException.class, () -> copy.remove("z"));
    assertThrows(UnsupportedOperationException.class, () -> copy.values().clear());
    assertEquals("{z=1}", copy.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 18, 1_000})
  void isTheMapThatItCopiesWhateverItsSize(int count) {
    Map<String, @Nullable Integer> numbers = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put("key " + i, i % 3 == 0 ? null : Integer.valueOf(i));
    }
    Map<String, @Nullable Integer> copy = OrderedMap.copyOf(numbers);
    assertEquals(numbers, copy);
    assertEquals(copy, numbers);
    assertEquals(numbers.hashCode(), copy.hashCode());
    assertEquals(List.copyOf(numbers.keySet()), List.copyOf(copy.keySet()));
    for (int i = 0; i < count; i++) {
      assertTrue(copy.containsKey("key " + i));
      assertEquals(numbers.get("key " + i), copy.get("key " + i));
    }
    assertFalse(copy.containsKey("key " + count));
    assertNull(copy.get("key " + count));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 100})
  void keepsTheLastValueOfAKeyThatComesTwiceAtTheFirstOnesPlace(int count) {
    OrderedMap.Filling<Integer> filling = new OrderedMap.Filling<>(0);
    Map<String, Integer> expected = new LinkedHashMap<>();
    for (int i = 0; i < 2 * count; i++) {
      filling.put("key " + i % count, i);
      expected.put("key " + i % count, i);
    }
    Map<String, Integer> map = filling.map();
    assertEquals(expected, map);
    assertEquals(expected.toString(), map.toString());
    assertEquals(count, map.size());
  }

  @Test
  void endsItsWalkAfterTheLastEntry() {
    Iterator<Map.Entry<String, String>> walk = OrderedMap.copyOf(source).entrySet().iterator();
    Map.Entry<String, String> entry = walk.next();
    assertEquals(Map.entry("z", "1"), entry);
    assertThrows(UnsupportedOperationException.class, () -> entry.setValue("2"));
    assertFalse(walk.hasNext());
    assertThrows(NoSuchElementException.class, walk::next);
    assertThrows(UnsupportedOperationException.class, walk::remove);
  }
}
