package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudienceOrderTest {
  @Test
  void isThatOfRanksWhereNoAudienceNamesAnother() {
    AudienceOrder order = new AudienceOrder(List.of(naming("a"), naming("b"), naming("c")));
    assertArrayEquals(new int[] {0, 1, 2}, order.rankByPosition());
    assertArrayEquals(new int[0][], Arrays.copyOf(order.dependents(), 0));
    assertEquals(0, order.dependents()[1].length);
  }

  @Test
  void hasAnAudienceBehindThoseThatItNames() {
    AudienceOrder order =
        new AudienceOrder(
            List.of(naming("a", "c", "b"), naming("b", "d"), naming("c"), naming("d")));
    assertArrayEquals(new int[] {2, 3, 1, 0}, order.rankByPosition());
    assertEquals(3, order.position(0));
    assertEquals(0, order.position(2));
    assertArrayEquals(new int[] {3}, order.dependents()[1]);
    assertArrayEquals(new int[] {3}, order.dependents()[2]);
    assertArrayEquals(new int[] {2}, order.dependents()[3]);
  }

  @Test
  void findsNamesInEveryGroup() {
    AudienceRule member = new AudienceRule.Member("b", false);
    AudienceRule deep =
        new AudienceRule.All(List.of(new AudienceRule.Not(new AudienceRule.Any(List.of(member)))));
    AudienceOrder order =
        new AudienceOrder(List.of(new AudienceDefinition("a", "a", deep), naming("b")));
    assertArrayEquals(new int[] {1, 0}, order.rankByPosition());
  }

  @Test
  void refusesCirclesAndUnknownNames() {
    assertRefused("in a circle", naming("a", "a"));
    assertRefused("in a circle", naming("a", "b"), naming("b", "c"), naming("c", "b"));
    assertRefused("a rule names no audience: x", naming("a", "x"));
  }

  @Test
  void ordersAChainOf10000() {
    List<AudienceDefinition> chain = new ArrayList<>();
    for (int index = 0; index < 9_999; index++) {
      chain.add(naming("x" + index, "x" + (index + 1)));
    }
    chain.add(naming("x9999"));
    assertEquals(9_999, new AudienceOrder(chain).rankByPosition()[0]);
  }

  private static void assertRefused(String reason, AudienceDefinition... definitions) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new AudienceOrder(List.of(definitions)));
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  private static AudienceDefinition naming(String id, String... others) {
    List<AudienceRule> rules = new ArrayList<>();
    rules.add(new AudienceRule.ReturningVisitor(true, List.of()));
    for (String other : others) {
      rules.add(new AudienceRule.Member(other, true));
    }
    return new AudienceDefinition(id, id, new AudienceRule.Any(rules));
  }
}
