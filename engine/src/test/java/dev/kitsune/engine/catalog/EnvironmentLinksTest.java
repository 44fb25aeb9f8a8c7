package dev.kitsune.engine.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.audience.AudienceRule;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.catalog.NamedSet.Named;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.experience.ExperienceDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that name audiences and experiences, in groups of any depth. */
final class EnvironmentLinksTest {
  private final LeftOut leftOut = new LeftOut();
  private final NamedSet<AudienceDefinition> audiences = new NamedSet<>(leftOut);
  private final NamedSet<ExperienceDefinition> experiences = new NamedSet<>(leftOut);

  @Test
  void keepsWhatResolvesInAnyOrder() {
    addAudience("a", "{'any':[{'all':[{'not':" + audience("b") + "}]}]}", "left");
    addAudience("b", "{'all':[" + audience("c") + "," + seen("x") + "]}", "left");
    addAudience("c", "{'any':[]}", null);
    addExperience("x", "a", "left");
    EnvironmentLinks.resolve(audiences, experiences);
    assertEquals(3, audiences.count());
    assertEquals(1, experiences.count());
  }

  @Test
  void leavesOutWhatLinksToWhatIsNotThereAndSoOn() {
    addAudience("a", "{'not':" + audience("b") + "}", "left");
    addAudience("b", "{'not':" + audience("gone") + "}", "left");
    addAudience("c", "{'not':" + seen("x") + "}", "left");
    addAudience("d", "{'any':[]}", "left");
    addExperience("x", "a", "left");
    addExperience("y", "c", "left");
    addExperience("z", "d", "left");
    EnvironmentLinks.resolve(audiences, experiences);
    assertEquals(List.of("d"), audiences.all().stream().map(Named::id).toList());
    assertEquals(List.of("z"), experiences.all().stream().map(Named::id).toList());
    assertEquals(
        List.of(
            "f at /rules/not/value: found \"gone\", expected the id of an audience of this environment",
            "f at /rules/not/value: found \"b\", expected the id of an audience of this environment",
            "f: its audience \"a\" is left out",
            "f at /rules/not/value: found \"x\", expected the id of an experience of this environment",
            "f: its audience \"c\" is left out"),
        leftOut.reasons().stream().map(Throwable::getMessage).toList());
  }

  @Test
  void leavesOutWhatLinksToAnAudienceOfACircleOnceThatIsGone() {
    addAudience("a", "{'not':" + audience("a") + "}", "left");
    addAudience("b", "{'not':" + seen("x") + "}", "left");
    addExperience("x", "a", "left");
    EnvironmentLinks.resolve(audiences, experiences);
    assertEquals(0, audiences.count());
    assertEquals(0, experiences.count());
  }

  @Test
  void resolvesAChainOf10000InTimeFromWhicheverEnd() {
    for (int index = 0; index < 10_000; index++) {
      addAudience("x" + index, "{'not':" + audience("x" + (index + 1)) + "}", null);
    }
    addAudience("x10000", "{'any':[]}", null);
    addAudience("y0", "{'any':[]}", null);
    for (int index = 1; index < 10_000; index++) {
      addAudience("y" + index, "{'not':" + audience("y" + (index - 1)) + "}", null);
    }
    assertTimeout(Duration.ofSeconds(10), () -> EnvironmentLinks.resolve(audiences, experiences));
    assertEquals(20_001, audiences.count());
  }

  @Test
  void leavesOutCirclesAndWhatLeadsThere() {
    addAudience("a", "{'not':" + audience("b") + "}", "left");
    addAudience("b", "{'not':" + audience("c") + "}", "left");
    addAudience("c", "{'not':" + audience("b") + "}", "left");
    addAudience("d", "{'not':" + audience("d") + "}", "left");
    EnvironmentLinks.resolve(audiences, experiences);
    assertEquals(List.of(), audiences.all());
    assertEquals(
        List.of("a > b > c > b", "b > c > b", "c > b > c", "d > d"),
        leftOut.reasons().stream()
            .map(reason -> reason.reason().substring(reason.reason().indexOf(':') + 2))
            .toList());
  }

  @Test
  void refusesThePlainFormsOwn() {
    addAudience("a", "{'any':[{'not':" + seen("x") + "}]}", null);
    assertRefused(
        "/rules/any/0/not/value: found \"x\", expected the id of an experience of this environment");
    addExperience("x", null, null);
    EnvironmentLinks.resolve(audiences, experiences);
    addAudience("b", "{'not':" + audience("b") + "}", null);
    assertRefused("/rules/not/value: audiences that depend on each other in a circle: b > b");
  }

  @ParameterizedTest
  @CsvSource({
    "10, a0 > a1 > a2 > a3 > a4 > a5 > a6 > a7 > a8 > a9 > a0",
    "11, a0 > a1 > a2 > a3 > a4 > a5 > a6 > a7 > a8 > a9 > (1 more) > a0",
  })
  void namesTenAudiencesOfACircle(int count, String circle) {
    for (int i = 0; i < count; i++) {
      addAudience("a" + i, "{'not':" + audience("a" + (i + 1) % count) + "}", null);
    }
    assertRefused("/rules/not/value: audiences that depend on each other in a circle: " + circle);
  }

  private void assertRefused(String message) {
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> EnvironmentLinks.resolve(audiences, experiences));
    assertEquals("f at " + message, refusal.getMessage());
  }

  private void addAudience(String id, String rules, @Nullable String label) {
    AudienceDefinition audience = new AudienceDefinition(id, id, new AudienceRule.Any(List.of()));
    audiences.add(
        new Named<>(id, audience, parsed("{'id':'" + id + "','rules':" + rules + "}"), label));
  }

  private void addExperience(String id, @Nullable String audienceId, @Nullable String label) {
    ExperienceDefinition experience =
        new ExperienceDefinition(id, id, audienceId, 1, List.of(), false, List.of());
    ConfigurationValue own = parsed("{'id':'" + id + "'}");
    ConfigurationValue link =
        audiences.all().stream()
            .filter(audience -> audience.id().equals(audienceId))
            .findFirst()
            .map(audience -> audience.place().member("id"))
            .orElse(own.member("audience"));
    ConfigurationValue place = own.as(Map.of("id", own.member("id"), "audience", link));
    experiences.add(new Named<>(id, experience, place, label));
  }

  private static String audience(String id) {
    return "{'type':'audience','operator':'equal','value':'" + id + "'}";
  }

  private static String seen(String id) {
    return "{'type':'experienceSeen','operator':'greaterThan','value':'" + id + "'}";
  }

  private static ConfigurationValue parsed(String json) {
    return ConfigurationValue.parse("f", json.replace('\'', '"').getBytes(UTF_8));
  }
}
