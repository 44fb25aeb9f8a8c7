package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleLinksTest {
  private static final Set<String> AUDIENCES = Set.of("a", "b", "c", "d");

  private final RuleLinks links = new RuleLinks();

  @Test
  void acceptsLinksThatEndSomewhere() {
    audience("a", "b");
    audience("a", "c");
    audience("b", "c");
    audience("d", "c");
    audience("d", "c");
    links.addExperience("a", value("exp"));
    assertDoesNotThrow(() -> links.check(AUDIENCES, Set.of("exp")));
  }

  @Test
  void refusesAnAudienceThatIsNone() {
    audience("a", "b");
    audience("a", "nobody");
    assertRefused(
        "/nobody", "found \"nobody\", expected the id of an audience of this environment");
  }

  @Test
  void refusesAnExperienceThatIsNone() {
    links.addExperience("a", value("other"));
    assertRefused(
        "/other", "found \"other\", expected the id of an experience of this environment");
  }

  @Test
  void refusesAnAudienceThatDependsOnItself() {
    audience("a", "a");
    assertRefused("/a", "audiences that depend on each other in a circle: a > a");
  }

  @Test
  void refusesACircleAndNamesItFromThoseThatLeadThere() {
    audience("d", "a");
    audience("a", "b");
    audience("b", "c");
    audience("c", "b");
    assertRefused("/c", "audiences that depend on each other in a circle: b > c > b");
  }

  @Test
  void saysWhichAudienceIsBrokenUntilAllOfThemAreLeftOut() {
    audience("a", "b");
    audience("b", "nobody");
    audience("c", "d");
    audience("d", "c");
    links.addExperience("d", value("other"));
    List<String> leftOut = new ArrayList<>();
    Set<String> ids = new HashSet<>(AUDIENCES);
    RuleLinks.Broken broken = links.firstBroken(ids, Set.of());
    while (broken != null) {
      leftOut.add(broken.audienceId());
      ids.remove(broken.audienceId());
      links.remove(broken.audienceId());
      broken = links.firstBroken(ids, Set.of());
    }
    assertEquals(List.of("b", "a", "d", "c"), leftOut);
  }

  @Test
  void acceptsAChainOf10000() {
    Set<String> ids = new HashSet<>(Set.of("x0"));
    for (int index = 1; index < 10_000; index++) {
      audience("x" + index, "x" + (index - 1));
      ids.add("x" + index);
    }
    assertDoesNotThrow(() -> links.check(ids, Set.of()));
  }

  private void audience(String from, String to) {
    links.addAudience(from, value(to));
  }

  /** A value that stands in a member of its own name. */
  private static ConfigurationValue value(String id) {
    String json = "{\"%s\":\"%s\"}".formatted(id, id);
    return ConfigurationValue.parse("test.json", json.getBytes(UTF_8)).member(id);
  }

  private void assertRefused(String pointer, String reason) {
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> links.check(AUDIENCES, Set.of("exp")));
    assertEquals(pointer, refusal.pointer());
    assertEquals(reason, refusal.reason());
  }
}
