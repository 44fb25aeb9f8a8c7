package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
