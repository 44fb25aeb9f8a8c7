package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceRule.Age;
import dev.kitsune.engine.audience.AudienceRule.Device;
import dev.kitsune.engine.audience.AudienceRule.DeviceName;
import dev.kitsune.engine.audience.AudienceRule.ExperienceSeen;
import dev.kitsune.engine.audience.AudienceRule.Landing;
import dev.kitsune.engine.audience.AudienceRule.Location;
import dev.kitsune.engine.audience.AudienceRule.Member;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.ReturningVisitor;
import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import dev.kitsune.engine.audience.AudienceRule.SessionLength;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.audience.AudienceRule.Trait;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.SessionClock;
import dev.kitsune.engine.profile.StoredDevice;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AudienceSetTest {
  private final RecordedEvents events = new RecordedEvents();
  private final ChangedInputs changed = new ChangedInputs();

  @ParameterizedTest
  @EnumSource(Operator.class)
  void aBlankProfileIsWhereAMissingValueHolds(Operator operator) {
    AudienceSet set =
        compile(
            new Trait("a", operator, Operand.of("1")),
            new Trait("a.b", operator, Operand.of("1")),
            new Location(LocationField.CITY, operator, Operand.of("1")));
    boolean isNegative =
        List.of(Operator.NOT_EQUAL, Operator.DOES_NOT_CONTAIN, Operator.NOT_IN, Operator.NOT_EXISTS)
            .contains(operator);
    assertArrayEquals(isNegative ? new int[] {0, 1, 2} : new int[0], set.blankRanks());
  }

  @ParameterizedTest
  @CsvSource({
    "EQUAL, 0, true",
    "EQUAL, 1, false",
    "NOT_EQUAL, 0, false",
    "NOT_EQUAL, 1, true",
    "LESS_THAN, 0, false",
    "LESS_THAN, 1, true",
    "LESS_THAN_INCLUSIVE, 0, true",
    "GREATER_THAN, 0, false",
    "GREATER_THAN_INCLUSIVE, 0, true",
    "GREATER_THAN_INCLUSIVE, 1, false",
  })
  void aBlankProfileHasCountedNothing(Operator operator, int count, boolean isMember) {
    WhereCondition path =
        new WhereCondition(EventField.PAGE_PATH, "", Operator.EXISTS, Operand.NONE);
    AudienceSet set =
        compile(
            new TrackCount("e", List.of(), operator, count),
            new PageCount(List.of(path), operator, count));
    assertEquals(isMember, set.isBlankMember(0));
    assertEquals(isMember, set.isBlankMember(1));
  }

  @Test
  void aBlankProfileIsInItsFirstSession() {
    AudienceSet set =
        compile(
            new ReturningVisitor(false, List.of()),
            new ReturningVisitor(true, List.of()),
            new ReturningVisitor(false, List.of(new SessionCount(Operator.EQUAL, 1))));
    assertArrayEquals(new int[] {0, 2}, set.blankRanks());
  }

  @Test
  void keepsBlankMembersBeyondOneWord() {
    AudienceRule[] rules = new AudienceRule[130];
    for (int index = 0; index < rules.length; index++) {
      boolean isMember = index == 0 || index == 63 || index == 64 || index == 129;
      rules[index] = new ReturningVisitor(!isMember, List.of());
    }
    assertArrayEquals(new int[] {0, 63, 64, 129}, compile(rules).blankRanks());
  }

  @ParameterizedTest(name = "writing {0} changes {1} inputs")
  @CsvSource({"a, 2", "a.b, 1", "b, 0", "c, 1", "c.d, 1", "c.d.e, 0", "d, 0"})
  void aTraitChangesTheRulesThatReadIt(String key, int inputCount) {
    AudienceSet set =
        compile(
            new Trait("a", Operator.EXISTS, Operand.NONE),
            new Trait("a.b", Operator.EXISTS, Operand.NONE),
            new Trait("c.d", Operator.EXISTS, Operand.NONE));
    changed.clear(set.inputCount());
    noteTrait(set, key, "", "1");
    assertEquals(inputCount, changedCount());
  }

  @Test
  void aTraitThatIsNullHidesThePath() {
    AudienceSet set = compile(new Trait("a.b", Operator.EXISTS, Operand.NONE));
    AudienceMatcher matcher = new AudienceMatcher();
    events.happen(set, events.identify("", "'a':{'b':1}"), 0);
    matcher.matchAll(set, events.record);
    assertTrue(matcher.isMember(0));
    events.happen(set, events.identify("", "'a.b':null"), 0);
    matcher.matchAll(set, events.record);
    assertFalse(matcher.isMember(0));
  }

  @Test
  void changesThatNoRuleReadsAreNotNoted() {
    AudienceSet set = compile(new Trait("a", Operator.EXISTS, Operand.NONE));
    events.happen(set, events.page("'location':{'city':'DE'}", ""), 10_000);
    assertTrue(events.changed.isEmpty());
  }

  @Test
  void theLocationAndTheSessionChangeTheirRules() {
    AudienceSet set =
        compile(
            new Location(LocationField.CITY, Operator.EXISTS, Operand.NONE),
            new ReturningVisitor(true, List.of()));
    events.happen(set, events.page("'location':{'city':'DE'}", ""), 0);
    assertArrayEquals(new int[] {0}, changedRanks(set));
    events.happen(set, events.page("'location':{'city':'DE'}", ""), 0);
    assertTrue(events.changed.isEmpty());
    events.happen(set, events.pageWith(""), 10_000);
    assertArrayEquals(new int[] {1}, changedRanks(set));
  }

  @Test
  void theDeviceChangesTheRulesThatReadIt() {
    AudienceSet set =
        compile(
            new Device(DeviceClass.TABLET),
            new DeviceName(DeviceField.OS, Operator.EQUAL, Operand.of("iOS")),
            new Trait("a", Operator.EXISTS, Operand.NONE));
    events.changed.clear(set.inputCount());
    set.noteDevice(events.changed);
    assertArrayEquals(new int[] {0, 1}, changedRanks(set));
    StoredDevice.replace(events.record, 1, StoredDevice.TABLET, new byte[0], "iOS".getBytes(UTF_8));
    AudienceMatcher matcher = new AudienceMatcher();
    matcher.matchAll(set, events.record);
    assertTrue(matcher.isMember(0));
    assertTrue(matcher.isMember(1));
  }

  @Test
  void aSessionChangesTheLandingPageAndItsPageDoes() {
    AudienceSet set = compile(new Landing(LandingField.PATH, Operator.EXISTS, Operand.NONE));
    events.changed.clear(set.inputCount());
    set.noteSession(events.changed);
    assertArrayEquals(new int[] {0}, changedRanks(set));
    events.changed.clear(set.inputCount());
    set.noteLandingPage(events.changed);
    assertArrayEquals(new int[] {0}, changedRanks(set));
  }

  @ParameterizedTest
  @CsvSource({"0, 59, false", "0, 60, true", "59, 61, true", "60, 61, false", "61, 0, true"})
  void theSessionsLengthChangesRulesOnlyAcrossTheirThreshold(
      long beforeS, int afterS, boolean isChanged) {
    AudienceSet set = compile(new SessionLength(Operator.GREATER_THAN_INCLUSIVE, 60));
    events.changed.clear(set.inputCount());
    SessionClock.activity(events.record, 1, 3_600_000, () -> 0L);
    SessionClock.activity(events.record, afterS * 1_000L, 3_600_000, () -> 0L);
    set.noteActivity(events.record, 0, beforeS, 0, events.changed);
    assertEquals(isChanged, !events.changed.isEmpty());
  }

  @Test
  void anEventThatEndsALongAbsenceChangesTheRulesOnIt() {
    AudienceSet set = compile(new Age(ProfileClock.LAST_SEEN, Operator.GREATER_THAN, 6));
    long nowMs = 7 * 86_400_000L;
    SessionClock.activity(events.record, nowMs, 1_000, () -> 0L);
    events.changed.clear(set.inputCount());
    set.noteActivity(events.record, 0, 0, EventSeconds.of(nowMs), events.changed);
    assertArrayEquals(new int[] {0}, changedRanks(set));
    assertEquals(14 * 86_400, events.changed.lapseS());
    events.changed.clear(set.inputCount());
    set.noteActivity(events.record, 1_000, 0, EventSeconds.of(nowMs), events.changed);
    assertTrue(events.changed.isEmpty(), "six whole days are not more than six");
    assertEquals(EventSeconds.NEVER, events.changed.lapseS());
  }

  @Test
  void onlyExposuresOfTheExperienceAndVariantAreCounted() {
    WhereCondition second =
        new WhereCondition(EventField.VARIANT_INDEX, "", Operator.EQUAL, Operand.of("1.0"));
    AudienceSet set =
        compile(
            new ExperienceSeen("exp", List.of(second), Operator.EQUAL, 1, 0),
            new ExperienceSeen("exp", List.of(), Operator.GREATER_THAN, 0, 1),
            new ExperienceSeen("other", List.of(), Operator.GREATER_THAN, 0, 0));
    events.happen(set, events.component("'experienceId':'exp','variantIndex':1"), 0);
    assertArrayEquals(new int[] {0, 1}, changedRanks(set));
    events.happen(set, events.component("'experienceId':'exp','variantIndex':2"), 0);
    assertArrayEquals(new int[0], changedRanks(set));
    events.happen(set, events.component("'experienceId':'other'"), 0);
    assertArrayEquals(new int[0], changedRanks(set));
  }

  @Test
  void aBlankProfileIsInWhatDependsOnWhatItIsNotIn() {
    AudienceSet set = compile(new Member("0001", false), new ReturningVisitor(true, List.of()));
    assertArrayEquals(new int[] {0}, set.blankRanks());
  }

  @Test
  void identifyEventsAreNotCounted() {
    AudienceSet set = compile(new TrackCount("*", List.of(), Operator.EQUAL, 1));
    changed.clear(set.inputCount());
    set.countEvent(events.identify("", ""), 0, events.record, new EventScratch(), changed);
    assertTrue(changed.isEmpty());
    set.countEvent(events.track("e", ""), 0, events.record, new EventScratch(), changed);
    assertFalse(changed.isEmpty());
  }

  @ParameterizedTest(name = "{0} instead of {1} changes {2}")
  @CsvSource({
    "'\"x\"', '', 'equal exists contains notEqual'",
    "'\"y\"', '\"x\"', 'equal contains notEqual'",
    "'\"yx\"', '\"x\"', 'equal notEqual'",
    "'[\"x\"]', '\"x\"', 'equal notEqual'",
    "'[\"xx\"]', '\"x\"', 'equal contains notEqual'",
    "6, 4, greater",
    "5, 4, ''",
    "null, '\"x\"', 'equal exists contains notEqual'",
    "null, '', ''"
  })
  void aTraitChangesTheConditionsThatComeOutAnotherWay(
      String value, String old, String conditions) {
    AudienceSet set =
        compile(
            new Trait("a", Operator.EQUAL, Operand.of("x")),
            new Trait("a", Operator.EXISTS, Operand.NONE),
            new Trait("a", Operator.CONTAINS, Operand.of("x")),
            new Trait("a", Operator.NOT_EQUAL, Operand.of("x")),
            new Trait("a", Operator.GREATER_THAN, Operand.of("5")));
    changed.clear(set.inputCount());
    noteTrait(set, "a", old, value);
    List<String> names = List.of("equal", "exists", "contains", "notEqual", "greater");
    List<String> noted =
        IntStream.range(0, names.size())
            .filter(input -> (changed.word(0) & (1L << input)) != 0)
            .mapToObj(names::get)
            .toList();
    assertEquals(conditions, String.join(" ", noted));
  }

  private void noteTrait(AudienceSet set, String key, String old, String value) {
    set.noteTrait(slice(key), slice(old), slice(value), new EventScratch(), changed);
  }

  private static ByteSlice slice(String text) {
    return new ByteSlice().wrap(text.getBytes(UTF_8));
  }

  private int changedCount() {
    int count = 0;
    for (int word = changed.nextWord(0);
        word != ChangedInputs.END;
        word = changed.nextWord(word + 1)) {
      count += Long.bitCount(changed.word(word));
    }
    return count;
  }

  private int[] changedRanks(AudienceSet set) {
    return IntStream.range(0, set.inputCount())
        .filter(input -> (events.changed.word(input >>> 6) & (1L << input)) != 0)
        .flatMap(input -> IntStream.of(set.positionsByInput(input)))
        .toArray();
  }

  private static AudienceSet compile(AudienceRule... rules) {
    return AudienceCompiler.compile(
        IntStream.range(0, rules.length)
            .mapToObj(index -> new AudienceDefinition("%04d".formatted(index), "", rules[index]))
            .toList());
  }
}
