package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.audience.AudienceExplanation;
import dev.kitsune.engine.audience.RuleChange;
import dev.kitsune.engine.audience.RuleExplanation;
import dev.kitsune.engine.response.Explanation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random rules, histories, reloads and clock steps: what an explanation says would change a rule is
 * then done to the engine, and changes it, and no less does. {@code -Dkitsune.scenarios=N} makes it
 * a longer campaign, {@code -Dkitsune.seed=N} another one.
 */
final class ExplainedChangesTest {
  private static final int SCENARIO_COUNT = Integer.getInteger("kitsune.scenarios", 25);
  private static final int STEP_COUNT = 60;
  private static final int AUDIENCE_COUNT = 6;
  private static final List<String> NAMES = List.of("buy", "look", "*");
  private static final List<String> NUMERIC =
      List.of(
          "equal",
          "notEqual",
          "greaterThan",
          "greaterThanInclusive",
          "lessThan",
          "lessThanInclusive");
  private static final List<String> OPERATORS =
      List.of(
          "equal",
          "notEqual",
          "contains",
          "doesNotContain",
          "startsWith",
          "endsWith",
          "greaterThan",
          "lessThanInclusive",
          "in",
          "notIn",
          "exists",
          "notExists");
  private static final List<String> VALUES =
      List.of("\"a\"", "\"*\"", "5", "\"1e1\"", "\"caf\u00e9 \\\"x\\\"\"", "\"\"", "true");

  /** What was done because an explanation said so. */
  private final Map<String, Integer> doneCounts = new LinkedHashMap<>();

  private SplittableRandom random = new SplittableRandom(0);

  @Test
  void whatWouldChangeARuleChangesIt() {
    long seed = Long.getLong("kitsune.seed", 20_261_129L);
    try (TestEngine engine =
        new TestEngine(
            StoreKind.HEAP, SCENARIO_COUNT * 2L + 10, TestEnvironments.environment(""))) {
      TestClient client = engine.client();
      for (int scenario = 0; scenario < SCENARIO_COUNT; scenario++) {
        random = new SplittableRandom(seed + scenario);
        engine.configure(configuration());
        client.update("v" + scenario, TestEvent.page("/p"));
        for (int step = 0; step < STEP_COUNT; step++) {
          String place = "kitsune.seed=" + seed + ", scenario " + scenario + ", step " + step;
          step(engine, client, "v" + scenario, place);
        }
      }
    }
    for (String kind : List.of("events", "time", "example", "audience by time")) {
      int doneMin = SCENARIO_COUNT / 4;
      assertTrue(doneCounts.getOrDefault(kind, 0) > doneMin, () -> kind + ": " + doneCounts);
    }
  }

  private void step(TestEngine engine, TestClient client, String id, String place) {
    switch (random.nextInt(8)) {
      case 0 -> engine.configure(configuration());
      case 1 -> engine.clockMs.addAndGet(random.nextLong(2 * 86_400_000L));
      case 2 -> client.update(id, TestEvent.track(random.nextBoolean() ? "buy" : "look"));
      case 3 -> audienceByTime(engine, client, id, place);
      default -> rule(engine, client, id, place);
    }
  }

  private void audienceByTime(TestEngine engine, TestClient client, String id, String place) {
    AudienceExplanation audience = pick(client.explain(id).audiences());
    Instant at = audience.changesAt();
    if (at == null) {
      return;
    }
    engine.clockMs.set(at.toEpochMilli() - 1);
    assertEquals(audience.matches(), isMember(client, id, audience), place + "\n" + audience);
    engine.clockMs.set(at.toEpochMilli());
    assertEquals(!audience.matches(), isMember(client, id, audience), place + "\n" + audience);
    count("audience by time");
  }

  private static boolean isMember(TestClient client, String id, AudienceExplanation audience) {
    for (var member : client.get(id).at("/profile/audiences")) {
      if (member.asText().equals(audience.id())) {
        return true;
      }
    }
    return false;
  }

  private void rule(TestEngine engine, TestClient client, String id, String place) {
    Explanation explanation = client.explain(id);
    int audience = random.nextInt(explanation.audiences().size());
    List<RuleExplanation.Rule> rules = rules(explanation, audience);
    int index = random.nextInt(rules.size());
    RuleExplanation.Rule rule = rules.get(index);
    RuleChange change = rule.wouldChange();
    String said = place + "\n" + rule;
    if (change.moreEvents() > 1) {
      track(client, id, rule, change.moreEvents() - 1);
      assertEquals(rule.matches(), matches(client, id, audience, index), said);
      change(client, id, audience, index, said, () -> track(client, id, rule, 1));
      count("events");
    } else if (change.moreEvents() == 1) {
      change(client, id, audience, index, said, () -> track(client, id, rule, 1));
      count("events");
    } else if (change.exampleJson() != null && rule.type().equals("identify")) {
      String traits = "{\"" + rule.key() + "\":" + change.exampleJson() + "}";
      change(
          client,
          id,
          audience,
          index,
          said,
          () -> client.update(id, TestEvent.identify("", traits)));
      count("example");
    } else if (change.at() != null) {
      long atMs = change.at().toEpochMilli();
      engine.clockMs.set(atMs - 1);
      assertEquals(rule.matches(), matches(client, id, audience, index), said);
      change(client, id, audience, index, said, () -> engine.clockMs.set(atMs));
      count("time");
    }
  }

  private static void change(
      TestClient client, String id, int audience, int index, String said, Runnable done) {
    boolean before = matches(client, id, audience, index);
    done.run();
    assertEquals(!before, matches(client, id, audience, index), said);
  }

  private static void track(
      TestClient client, String id, RuleExplanation.Rule rule, int eventCount) {
    String name = rule.key().equals("*") ? "other" : rule.key();
    client.update(
        id,
        IntStream.range(0, eventCount)
            .mapToObj(i -> TestEvent.track(name).with("properties", "{\"n\":1}"))
            .toArray(TestEvent[]::new));
  }

  private static boolean matches(TestClient client, String id, int audience, int index) {
    return rules(client.explain(id), audience).get(index).matches();
  }

  private static List<RuleExplanation.Rule> rules(Explanation explanation, int audience) {
    List<RuleExplanation.Rule> rules = new ArrayList<>();
    collect(explanation.audiences().get(audience).rules(), rules);
    return rules;
  }

  private static void collect(RuleExplanation explained, List<RuleExplanation.Rule> rules) {
    if (explained instanceof RuleExplanation.Rule rule) {
      rules.add(rule);
    } else if (explained instanceof RuleExplanation.Group group) {
      group.rules().forEach(rule -> collect(rule, rules));
    }
  }

  private void count(String kind) {
    doneCounts.merge(kind, 1, Integer::sum);
  }

  private String configuration() {
    return TestEnvironments.environment(
        IntStream.range(0, AUDIENCE_COUNT)
            .mapToObj(i -> "{\"id\":\"a%d\",\"rules\":%s}".formatted(i, group(2)))
            .collect(Collectors.joining(",")));
  }

  private String group(int depth) {
    if (depth > 0 && random.nextInt(4) == 0) {
      return "{\"not\":" + group(depth - 1) + "}";
    }
    String rules =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(i -> depth > 0 && random.nextBoolean() ? group(depth - 1) : rule())
            .collect(Collectors.joining(","));
    return "{\"" + (random.nextBoolean() ? "any" : "all") + "\":[" + rules + "]}";
  }

  private String rule() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> counted("");
      case 2 -> counted(",\"withinDays\":" + pick(List.of(1, 2, 7)));
      case 3 ->
          "{\"type\":\"%s\",\"operator\":\"%s\",\"value\":%d}"
              .formatted(pick(List.of("firstSeen", "lastSeen")), pick(NUMERIC), random.nextInt(9));
      default -> trait();
    };
  }

  private String counted(String window) {
    String condition =
        "{\"key\":{\"id\":\"properties\",\"value\":\"n\"},\"operator\":\"equal\",\"value\":\"1\"}";
    return "{\"type\":\"track\",\"value\":\"%s\",\"operator\":\"%s\",\"count\":%d,\"conditions\":[%s]%s}"
        .formatted(
            pick(NAMES),
            pick(NUMERIC),
            random.nextInt(5),
            random.nextBoolean() ? condition : "",
            window);
  }

  private String trait() {
    String operator = pick(OPERATORS);
    String value =
        switch (operator) {
          case "in", "notIn" -> "[" + pick(VALUES) + "," + pick(VALUES) + "]";
          case "greaterThan", "lessThanInclusive" -> pick(List.of("5", "-1.5", "\"1e1\""));
          default -> pick(VALUES);
        };
    boolean isValued = !operator.endsWith("xists");
    return "{\"type\":\"identify\",\"key\":\"%s\",\"operator\":\"%s\"%s}"
        .formatted(pick(List.of("k", "k.a")), operator, isValued ? ",\"value\":" + value : "");
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
