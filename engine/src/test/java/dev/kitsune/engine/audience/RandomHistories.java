package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceRule.All;
import dev.kitsune.engine.audience.AudienceRule.Any;
import dev.kitsune.engine.audience.AudienceRule.ExperienceSeen;
import dev.kitsune.engine.audience.AudienceRule.Not;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random histories from a seed, under versions of an environment that have much in common. */
final class RandomHistories {
  private static final int ENVIRONMENT_COUNT = 3;
  private static final int CHAIN_LENGTH = 14;
  private static final int AUDIENCE_COUNT_MIN = 3;
  private static final int AUDIENCE_COUNT_MAX = 30;

  /* Beyond a word of ranks; now and then, as the interpreter takes its time. */
  private static final int AUDIENCE_COUNT_LARGE = 140;

  private static final long DAY_MS = 86_400_000;
  private static final List<Long> WINDOWS_MS = List.of(DAY_MS, 2 * DAY_MS, 7 * DAY_MS);
  private static final List<Long> AROUND_MS = List.of(-1_000L, -1L, 0L, 1L, 999L, 1_000L);

  private final OracleMix mix;
  private final SplittableRandom random;
  private final RandomRules rules;
  private final List<OracleEnvironment> environments;
  private final List<AudienceDefinition> gone = new ArrayList<>();
  private final List<Long> timesMs = new ArrayList<>();
  private long nowMs;
  private int idCount;

  /** Number of audiences that came through the reader of configurations. */
  int readCount;

  RandomHistories(long seed, OracleMix mix) {
    this.mix = mix;
    random = new SplittableRandom(seed);
    rules = new RandomRules(random, mix);
    List<List<AudienceDefinition>> versions = new ArrayList<>();
    List<AudienceDefinition> audiences = audiences(count());
    versions.add(resolved(audiences));
    while (versions.size() < (mix == OracleMix.CHAINS ? CHAIN_LENGTH : ENVIRONMENT_COUNT)) {
      audiences = mix == OracleMix.CHAINS ? edited(audiences) : changed(audiences);
      versions.add(resolved(audiences));
    }
    environments = OracleEnvironment.versions(versions);
  }

  /** The next history. */
  OracleHistory next() {
    RandomEvents events = new RandomEvents(random);
    List<OracleHistory.Request> requests = new ArrayList<>();
    int environment = random.nextInt(ENVIRONMENT_COUNT);
    int requestCountMax = mix == OracleMix.CHAINS ? 10 : 6;
    nowMs = 1_700_000_000_000L + random.nextInt(3);
    timesMs.clear();
    timesMs.add(nowMs);
    for (int left = 1 + random.nextInt(requestCountMax); left > 0; left--) {
      nowMs += stepMs();
      environment = nextEnvironment(environment);
      requests.add(request(environment, events));
    }
    return new OracleHistory(environments, requests);
  }

  /* Along a chain mostly on, by so much that the one before is known or just no longer. */
  private int nextEnvironment(int environment) {
    if (mix == OracleMix.CHAINS && random.nextInt(20) > 0) {
      int step = random.nextInt(12);
      return Math.min(CHAIN_LENGTH - 1, environment + (step < 5 ? 0 : step < 10 ? 1 : step - 2));
    }
    int reloadEvery = mix == OracleMix.RELOADS ? 2 : 8;
    return random.nextInt(reloadEvery) == 0 ? random.nextInt(environments.size()) : environment;
  }

  /* Some milliseconds or minutes, or to just when something lapses. */
  private long stepMs() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(90 * 60_000);
      case 1, 2, 3 -> {
        long lapseMs = pick(timesMs) + pick(WINDOWS_MS) + pick(AROUND_MS);
        yield Math.max(0, lapseMs - nowMs);
      }
      default -> random.nextInt(5_000);
    };
  }

  private OracleHistory.Request request(int environment, RandomEvents events) {
    List<String> texts = new ArrayList<>();
    int choice = random.nextInt(12);
    int eventCount = choice < (mix == OracleMix.WINDOWS ? 5 : 3) ? 0 : choice == 11 ? 3 : 1;
    while (texts.size() < eventCount) {
      texts.add(timed(events.event()));
    }
    timesMs.add(nowMs);
    return new OracleHistory.Request(environment, nowMs, texts);
  }

  /* Most without a timestamp; late ones, some by days, and ones that are too far ahead. */
  private String timed(String event) {
    if (random.nextInt(4) != 0) {
      return event;
    }
    long eventMs =
        random.nextBoolean()
            ? nowMs + random.nextInt(-3_000_000, 600_000)
            : nowMs - pick(WINDOWS_MS) + pick(AROUND_MS);
    timesMs.add(Math.min(eventMs, nowMs));
    return "{\"timestamp\":" + eventMs + "," + event.substring(1);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private int count() {
    double skewed = Math.pow(random.nextDouble(), 4);
    return random.nextInt(100) == 0
        ? AUDIENCE_COUNT_LARGE
        : AUDIENCE_COUNT_MIN + (int) (skewed * (AUDIENCE_COUNT_MAX - AUDIENCE_COUNT_MIN + 1));
  }

  private List<AudienceDefinition> audiences(int count) {
    List<AudienceDefinition> audiences = new ArrayList<>();
    while (audiences.size() < count) {
      audiences.add(audience());
    }
    return audiences;
  }

  private AudienceDefinition audience() {
    idCount++;
    String id =
        "%s%d".formatted(random.nextBoolean() ? "a" : "B", random.nextInt(10) * 1_000 + idCount);
    return new AudienceDefinition(
        id,
        id,
        mix != OracleMix.NESTED && random.nextBoolean() ? rules.audience() : rules.group(depth()));
  }

  /* Of groups in groups; 8 is as deep as files may go. */
  private int depth() {
    return 1 + random.nextInt(random.nextInt(20) == 0 ? 8 : 4);
  }

  /* A rule may name the audiences that stand before its own, so that none depends on itself. */
  private List<AudienceDefinition> resolved(List<AudienceDefinition> audiences) {
    List<String> ids = new ArrayList<>();
    List<AudienceDefinition> resolved = new ArrayList<>();
    for (AudienceDefinition audience : audiences) {
      AudienceRule rule = RandomRules.resolved(audience.rule(), ids);
      resolved.add(throughReader(new AudienceDefinition(audience.id(), audience.name(), rule)));
      ids.add(audience.id());
    }
    return resolved;
  }

  /* Orders of what is no number are refused in files, but the engine has to decide them too. */
  private AudienceDefinition throughReader(AudienceDefinition audience) {
    byte[] json = RuleJson.audience(audience).getBytes(UTF_8);
    try {
      AudienceDefinition read = AudienceReader.read(ConfigurationValue.parse("random.json", json));
      assertEquals(audience, read);
      readCount++;
      return read;
    } catch (ConfigurationException refused) {
      assertTrue(refused.reason().endsWith("expected a number"), refused.reason());
      return audience;
    }
  }

  /** Some gone, some with other thresholds or like conditions, some new, in another order. */
  private List<AudienceDefinition> changed(List<AudienceDefinition> audiences) {
    List<AudienceDefinition> changed = new ArrayList<>();
    for (AudienceDefinition audience : audiences) {
      switch (random.nextInt(4)) {
        case 0 -> changed.add(audience());
        case 1 -> changed.add(sameId(audience, retuned(audience.rule())));
        default -> changed.add(random.nextInt(changed.size() + 1), audience);
      }
    }
    return changed;
  }

  /** With one to three audiences added, removed, come back or changed, or just in another order. */
  private List<AudienceDefinition> edited(List<AudienceDefinition> audiences) {
    List<AudienceDefinition> edited = new ArrayList<>(audiences);
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      int place = random.nextInt(edited.size());
      switch (random.nextInt(6)) {
        case 0 -> edited.add(place, audience());
        case 1 -> remove(place, edited);
        case 2 -> comeBack(place, edited);
        case 3 -> edited.set(place, sameId(edited.get(place), audience().rule()));
        case 4 -> edited.set(place, sameId(edited.get(place), retuned(edited.get(place).rule())));
        default -> edited.add(edited.remove(place));
      }
    }
    return edited;
  }

  private void remove(int place, List<AudienceDefinition> audiences) {
    if (audiences.size() > 1) {
      gone.add(audiences.remove(place));
    }
  }

  private void comeBack(int place, List<AudienceDefinition> audiences) {
    if (!gone.isEmpty()) {
      audiences.add(place, gone.remove(random.nextInt(gone.size())));
    }
  }

  private static AudienceDefinition sameId(AudienceDefinition audience, AudienceRule rule) {
    return new AudienceDefinition(audience.id(), audience.name(), rule);
  }

  private AudienceRule retuned(AudienceRule rule) {
    if (rule instanceof Any any) {
      return new Any(any.rules().stream().map(this::retuned).toList());
    }
    if (rule instanceof All all) {
      return new All(all.rules().stream().map(this::retuned).toList());
    }
    if (rule instanceof Not not) {
      return new Not(retuned(not.rule()));
    }
    Operator operator = rules.operator(Operator::isNumeric);
    if (rule instanceof PageCount page) {
      int days = rules.otherWindow(page.withinDays());
      return new PageCount(similar(page.conditions()), operator, rules.count(days), days);
    }
    if (rule instanceof TrackCount track) {
      int days = rules.otherWindow(track.withinDays());
      return new TrackCount(
          track.event(), similar(track.conditions()), operator, rules.count(days), days);
    }
    if (rule instanceof ExperienceSeen seen) {
      int days = rules.otherWindow(seen.withinDays());
      return new ExperienceSeen(
          seen.experienceId(), seen.conditions(), operator, rules.count(days), days);
    }
    return rule;
  }

  /** Mostly the same; now and then with one condition replaced, which is another count. */
  private List<WhereCondition> similar(List<WhereCondition> conditions) {
    List<WhereCondition> similar = new ArrayList<>(conditions);
    if (!similar.isEmpty() && random.nextInt(3) == 0) {
      similar.set(random.nextInt(similar.size()), rules.condition());
    }
    return similar;
  }
}
