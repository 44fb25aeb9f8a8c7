package dev.kitsune.engine.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.audience.AudienceRule;
import dev.kitsune.engine.audience.Operand;
import dev.kitsune.engine.audience.Operator;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.LittleEndian;
import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.catalog.EnvironmentDefinition;
import dev.kitsune.engine.catalog.EnvironmentSettings;
import dev.kitsune.engine.experience.ExperienceDefinition;
import dev.kitsune.engine.experience.ExperienceDefinition.EntryReplacement;
import dev.kitsune.engine.experience.ExperienceDefinition.InlineVariable;
import dev.kitsune.engine.experience.ExperienceSelector;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.RandomNumber;
import dev.kitsune.engine.profile.SessionClock;
import dev.kitsune.engine.profile.StoredLocation;
import dev.kitsune.engine.profile.TraitMerge;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseWriterTest {
  /* Where ProfileLayout draws them. */
  private static final int PAST_SESSIONS_S_OFFSET = 40;
  private static final int SESSION_COUNT_OFFSET = 72;

  private static final String NO_PAGE =
      "{\"path\":\"\",\"query\":{},\"referrer\":\"\",\"search\":\"\",\"url\":\"\"}";

  private final ResponseWriter writer = new ResponseWriter();
  private final AudienceMatcher matcher = new AudienceMatcher();
  private final ExperienceSelector selector = new ExperienceSelector();
  private final ResponseSink out = new ResponseSink();

  @Test
  void writesEveryMemberOfAProfileThatHasSeenOneEvent() {
    assertEquals(
        "{\"message\":\"ok\",\"data\":{\"profile\":{\"id\":\"visitor\",\"stableId\":\"visitor\","
            + "\"random\":0.5,\"audiences\":[],\"traits\":{},\"location\":{},"
            + "\"session\":{\"id\":\"01234567-89ab-4def-8123-456789abcdef\","
            + "\"isReturningVisitor\":false,\"landingPage\":"
            + NO_PAGE
            + ",\"count\":1,\"activeSessionLength\":0,\"averageSessionLength\":0}},"
            + "\"experiences\":[],\"changes\":[]},\"error\":null}",
        profileAnswer(record("visitor"), environment(List.of(), List.of())));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`a\"b`, `a\\\"b`",
        "`a\\b`, `a\\\\b`",
        "`\n\u0001`, `\\n\\u0001`",
        "`caf\u00e9/\ud83d\ude00`, `caf\u00e9/\ud83d\ude00`"
      })
  void escapesIds(String id, String json) {
    String answer = profileAnswer(record(id), environment(List.of(), List.of()));
    assertContains(answer, "{\"id\":\"" + json + "\",\"stableId\":\"" + json + "\",\"random\"");
  }

  @Test
  void writesTraitsAsTheyAreKept() {
    ProfileRecord record = record("visitor");
    merge(record, "{\"b\":1.50,\"a\":{\"c\" : [null]},\"\\u0022\":\"\\u00e9\"}");
    assertContains(
        profileAnswer(record, environment(List.of(), List.of())),
        "\"traits\":{\"b\":1.50,\"a\":{\"c\":[null]},\"\\\"\":\"\\u00e9\"},\"location\"");
  }

  @Test
  void writesTheMembersOfALocationInTheirOrder() {
    assertLocation(
        "{\"timezone\":\"t\",\"continent\":\"EU\",\"countryCode\":\"de\",\"country\":\"c\","
            + "\"regionCode\":\"rc\",\"region\":\"r\\n\",\"postalCode\":\"p\",\"city\":\"x\","
            + "\"coordinates\":{\"longitude\":2.50,\"latitude\":-1}}",
        "\"coordinates\":{\"latitude\":-1,\"longitude\":2.50},\"city\":\"x\",\"postalCode\":\"p\","
            + "\"region\":\"r\\n\",\"regionCode\":\"rc\",\"country\":\"c\",\"countryCode\":\"DE\","
            + "\"continent\":\"EU\",\"timezone\":\"t\"");
  }

  @Test
  void leavesOutTheMembersOfALocationThatAreNotKnown() {
    assertLocation("{\"city\":\"\"}", "");
    assertLocation("{\"city\":\"x\"}", "\"city\":\"x\"");
    assertLocation("{\"timezone\":\"t\",\"city\":\"\"}", "\"timezone\":\"t\"");
    assertLocation("{\"coordinates\":{\"latitude\":1},\"region\":\"r\"}", "\"region\":\"r\"");
    assertLocation(
        "{\"coordinates\":{\"latitude\":1,\"longitude\":2}}",
        "\"coordinates\":{\"latitude\":1,\"longitude\":2}");
    assertLocation("{\"countryCode\":\"XX\",\"city\":null}", "");
  }

  @Test
  void writesTheSessionOfAReturningVisitor() {
    ProfileRecord record = record("visitor");
    byte[] page = NO_PAGE.replace("\"url\":\"\"", "\"url\":\"u\"").getBytes(UTF_8);
    SessionClock.activity(record, 12_999, 1_800_000, () -> 0);
    SessionClock.activity(record, 2_000_000, 1_800_000, () -> -1L);
    SessionClock.activity(record, 2_013_000, 1_800_000, () -> 0);
    record.landingPage(page, 0, page.length);
    assertContains(
        profileAnswer(record, environment(List.of(), List.of())),
        "\"session\":{\"id\":\"ffffffff-ffff-4fff-bfff-ffffffffffff\","
            + "\"isReturningVisitor\":true,\"landingPage\":"
            + new String(page, UTF_8)
            + ",\"count\":2,\"activeSessionLength\":13,\"averageSessionLength\":12.5}}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0",
    "0, 7, 0",
    "10, 3, 3.333333333",
    "20, 3, 6.666666667",
    "25, 2, 12.5",
    "21, 7, 3",
    "1, 8, 0.125",
    "1, 1024, 0.000976563",
    "1, 1000000000, 0.000000001",
    "1, 2000000000, 0.000000001",
    "1, 2000000001, 0",
    "2147483646, 2147483647, 1",
    "4294967293, 2147483647, 2",
    "9007199254740993, 1, 9007199254740993"
  })
  void writesAveragesWithUpToNineDecimals(long totalS, int count, String expected) {
    assertEquals(expected, average(totalS, count));
  }

  @Test
  void roundsAveragesAsDecimalsAre() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 20_000; i++) {
      int count = random.nextInt(1, Integer.MAX_VALUE) >> random.nextInt(31) | 1;
      long totalS = random.nextLong(1L << random.nextInt(1, 45));
      String expected =
          new BigDecimal(totalS)
              .divide(new BigDecimal(count), 9, RoundingMode.HALF_UP)
              .stripTrailingZeros()
              .toPlainString();
      assertEquals(expected, average(totalS, count), totalS + " by " + count);
    }
  }

  @Test
  void writesAudiencesOfBlankProfilesAndOfThisOneInTheOrderOfAnswers() {
    Environment environment =
        environment(
            List.of(
                audience("1TF5", "plan", true),
                audience("1lNQ", "plan", false),
                audience("1hTt", "free", false),
                audience("1FHh", "free", true)),
            List.of());
    ProfileRecord record = record("visitor");
    assertContains(profileAnswer(record, environment), "\"audiences\":[\"1FHh\",\"1TF5\"],");
    merge(record, "{\"plan\":1}");
    assertContains(profileAnswer(record, environment), "\"audiences\":[\"1FHh\",\"1lNQ\"],");
    merge(record, "{\"free\":1}");
    assertContains(profileAnswer(record, environment), "\"audiences\":[\"1hTt\",\"1lNQ\"],");
    merge(record, "{\"plan\":null}");
    assertContains(profileAnswer(record, environment), "\"audiences\":[\"1hTt\",\"1TF5\"],");
  }

  @Test
  void writesTheRightAudiencesWhicheverTheyAre() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      List<AudienceDefinition> audiences = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      int mask = random.nextInt(256);
      int audienceCount = random.nextInt(150);
      for (int i = 0; i < audienceCount; i++) {
        int trait = random.nextInt(8);
        boolean isAbsent = random.nextBoolean();
        String id = "a%03d".formatted(i);
        audiences.add(audience(id, "t" + trait, isAbsent));
        if (((mask >> trait & 1) != 0) != isAbsent) {
          expected.add('"' + id + '"');
        }
      }
      ProfileRecord record = record("visitor");
      for (int trait = 0; trait < 8; trait++) {
        merge(record, (mask >> trait & 1) == 0 ? "{}" : "{\"t" + trait + "\":0}");
      }
      assertContains(
          profileAnswer(record, environment(audiences, List.of())),
          "\"audiences\":[" + String.join(",", expected) + "],\"traits\"");
    }
  }

  @Test
  void writesExperiencesAndTheirChangesInTheOrderOfAnswers() {
    Environment environment =
        environment(
            List.of(),
            List.of(
                experience("c", true, new EntryReplacement("b3", List.of("v3"))),
                experience(
                    "B",
                    false,
                    new InlineVariable("k", "0", List.of("1")),
                    new InlineVariable("l", "0", List.of())),
                experience("a", false, new InlineVariable("m", "0", List.of("{}")))));
    assertTrue(
        profileAnswer(record("visitor"), environment)
            .endsWith(
                ",\"experiences\":["
                    + "{\"experienceId\":\"a\",\"variantIndex\":1,\"variants\":{}},"
                    + "{\"experienceId\":\"B\",\"variantIndex\":1,\"variants\":{}},"
                    + "{\"experienceId\":\"c\",\"variantIndex\":1,\"variants\":{\"b3\":\"v3\"},"
                    + "\"sticky\":true}],\"changes\":["
                    + change("m", "{}", "a")
                    + ","
                    + change("k", "1", "B")
                    + ","
                    + change("l", "0", "B")
                    + "]},\"error\":null}"),
        out::toString);
  }

  @Test
  void writesTheRightExperiencesWhicheverThePicksAre() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 300; round++) {
      int count = random.nextInt(80);
      List<ExperienceDefinition> definitions = new ArrayList<>();
      for (int rank = 0; rank < count; rank++) {
        definitions.add(randomExperience("e%03d".formatted(rank), random));
      }
      Environment environment = environment(List.of(), definitions);
      ProfileRecord record = record("visitor");
      int[] ranks = IntStream.range(0, count).filter(rank -> random.nextInt(5) > 0).toArray();
      DerivedPart.begin(record, environment.derivedHash(), 0, ranks.length);
      List<String> selected = new ArrayList<>();
      List<String> changes = new ArrayList<>();
      for (int index = 0; index < ranks.length; index++) {
        int variantIndex = random.nextInt(3);
        DerivedPart.pick(record, index, ranks[index], variantIndex);
        String id = "\"experienceId\":\"e%03d\"".formatted(ranks[index]);
        String pick = id + ",\"variantIndex\":" + variantIndex;
        selected.add("{" + pick + ",\"variants\":{}}");
        if (!definitions.get(ranks[index]).components().isEmpty()) {
          String value = ",\"type\":\"Variable\",\"value\":" + variantIndex;
          changes.add("{\"key\":\"k\"" + value + ",\"meta\":{" + pick + "}}");
        }
      }
      out.clear();
      writer.writeProfile(record, environment, out);
      String lists =
          "\"experiences\":["
              + String.join(",", selected)
              + "],\"changes\":["
              + String.join(",", changes)
              + "]},\"error\":null}";
      assertTrue(out.toString().endsWith(lists), () -> lists + " in " + out);
    }
  }

  @Test
  void writesABatchOfPlainProfiles() {
    Environment environment =
        environment(
            List.of(), List.of(experience("a", false, new EntryReplacement("b", List.of()))));
    String first = plainProfile(profileAnswer(record("first"), environment));
    String second = plainProfile(profileAnswer(record("second"), environment));
    ByteSink batch = new ByteSink(1);
    writer.beginBatch(batch);
    writer.writeBatchProfile(derived(record("first"), environment), environment, false, batch);
    writer.writeBatchProfile(derived(record("second"), environment), environment, true, batch);
    writer.endBatch(batch);
    assertEquals(
        "{\"message\":\"ok\",\"data\":{\"profiles\":["
            + first
            + ","
            + second
            + "]},\"error\":null}",
        batch.toString());
  }

  private static String plainProfile(String answer) {
    return answer.substring(answer.indexOf("{\"id\""), answer.indexOf(",\"experiences\":["));
  }

  private void assertLocation(String given, String expected) {
    ProfileRecord record = record("visitor");
    StoredLocation.replace(record, tape(given), 0, new ByteSink(1), new ByteSlice());
    assertContains(
        profileAnswer(record, environment(List.of(), List.of())),
        "\"traits\":{},\"location\":{" + expected + "},\"session\":");
  }

  private String average(long totalS, int count) {
    ProfileRecord record = record("visitor");
    LittleEndian.putLong(record.bytes().array(), PAST_SESSIONS_S_OFFSET, totalS);
    LittleEndian.putInt(record.bytes().array(), SESSION_COUNT_OFFSET, count);
    String answer = profileAnswer(record, environment(List.of(), List.of()));
    assertContains(answer, ",\"count\":" + count + ",\"activeSessionLength\":0,");
    String name = "\"averageSessionLength\":";
    int start = answer.indexOf(name) + name.length();
    return answer.substring(start, answer.indexOf('}', start));
  }

  private static void assertContains(String answer, String part) {
    assertTrue(answer.contains(part), () -> part + " in " + answer);
  }

  private static String change(String key, String value, String experienceId) {
    return "{\"key\":\""
        + key
        + "\",\"type\":\"Variable\",\"value\":"
        + value
        + ",\"meta\":{\"experienceId\":\""
        + experienceId
        + "\",\"variantIndex\":1}}";
  }

  private String profileAnswer(ProfileRecord record, Environment environment) {
    out.clear();
    writer.writeProfile(derived(record, environment), environment, out);
    return out.toString();
  }

  private ProfileRecord derived(ProfileRecord record, Environment environment) {
    matcher.matchAll(environment.audiences(), record);
    selector.selectAll(environment.experiences(), record, matcher);
    int differenceCount = matcher.differenceCount(environment.audiences());
    DerivedPart.begin(record, environment.derivedHash(), differenceCount, selector.count());
    matcher.writeDifference(environment.audiences(), record);
    selector.writePicks(record);
    return record;
  }

  private static Environment environment(
      List<AudienceDefinition> audiences, List<ExperienceDefinition> experiences) {
    Catalog catalog = new Catalog();
    catalog.swap(
        List.of(
            new EnvironmentDefinition(
                "acme", "main", 1, EnvironmentSettings.DEFAULT, audiences, experiences)));
    return catalog.environments().get(0).current();
  }

  /** Of those who have a trait, or of those who have it not, as blank profiles. */
  private static AudienceDefinition audience(String id, String trait, boolean isAbsent) {
    Operator operator = isAbsent ? Operator.NOT_EXISTS : Operator.EXISTS;
    return new AudienceDefinition(id, "", new AudienceRule.Trait(trait, operator, Operand.NONE));
  }

  /** For everyone, who all get variant 1. */
  private static ExperienceDefinition experience(
      String id, boolean sticky, ExperienceDefinition.Component... components) {
    return new ExperienceDefinition(
        id, "", null, 1, List.of(0.0, 1.0), sticky, List.of(components));
  }

  /** Of three variants, with a change or without one. */
  private static ExperienceDefinition randomExperience(String id, SplittableRandom random) {
    List<ExperienceDefinition.Component> components =
        random.nextBoolean() ? List.of() : List.of(new InlineVariable("k", "0", List.of("1", "2")));
    return new ExperienceDefinition(id, "", null, 1, List.of(0.3, 0.3, 0.4), false, components);
  }

  private static void merge(ProfileRecord record, String traits) {
    new TraitMerge().merge(record, tape(traits), 0, 0, (key, old, value) -> {});
  }

  private static JsonTape tape(String json) {
    JsonTape tape = new JsonTape();
    byte[] bytes = json.getBytes(UTF_8);
    assertTrue(tape.parse(bytes, 0, bytes.length, JsonLimits.DEFAULT), tape::fault);
    return tape;
  }

  private static ProfileRecord record(String id) {
    ProfileRecord record = new ProfileRecord();
    byte[] bytes = id.getBytes(UTF_8);
    record.begin(bytes, 0, bytes.length);
    RandomNumber.draw(record, () -> 5_000_000_000_000_000L << 10, new byte[24]);
    SessionClock.activity(record, 0, 1_800_000, () -> 0x0123456789abcdefL);
    return record;
  }
}
