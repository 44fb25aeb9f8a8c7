package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceRule.All;
import dev.kitsune.engine.audience.AudienceRule.Any;
import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.audience.AudienceRule.Device;
import dev.kitsune.engine.audience.AudienceRule.Not;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.ReturningVisitor;
import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import dev.kitsune.engine.audience.AudienceRule.SessionLength;
import dev.kitsune.engine.audience.AudienceRule.Trait;
import dev.kitsune.engine.profile.Counters;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ExplanationOracleTest} judges explanations; here stand words, and broken invariants. */
final class AudienceExplainerTest {
  private static final Trait STAGE = new Trait("stage", Operator.EQUAL, Operand.of("lead"));

  @Test
  void saysWhatIsPossibleAndWhatIsNot() {
    assertNeeds("trait \"stage\" to be \"lead\"", STAGE);
    assertNeeds("trait \"stage\" to be there", new Trait("stage", Operator.EQUAL, Operand.of("*")));
    assertNeeds(
        "trait \"stage\" to be \"lead\"",
        new Trait("stage", Operator.NOT_EQUAL, Operand.of("lead")));
    assertNeeds(
        "nothing: no value was found for which it comes out the other way",
        new Trait("stage", Operator.GREATER_THAN, Operand.of("lead")));
    assertNeeds("1 more session", new ReturningVisitor(true, List.of()));
    assertNeeds("2 more sessions", new SessionCount(Operator.GREATER_THAN, 2));
    assertNeeds(
        "nothing: the number of sessions never falls",
        new SessionCount(Operator.GREATER_THAN_INCLUSIVE, 1));
    assertNeeds(
        "nothing: every length compares alike",
        new SessionLength(Operator.GREATER_THAN_INCLUSIVE, 0));
    assertNeeds("device to be \"tablet\"", new Device(DeviceClass.TABLET));
    assertNeeds("device not to be \"unknown\"", new Device(DeviceClass.UNKNOWN));
  }

  @Test
  void countsUpToTheLastCountThatThereIs() {
    Counted rule = new PageCount(List.of(), Operator.GREATER_THAN, Integer.MAX_VALUE - 1);
    assertNeeds("2147483647 more page events", rule);
    Counted beyond = new PageCount(List.of(), Operator.GREATER_THAN, Integer.MAX_VALUE);
    assertNeeds("nothing: more matching events do not change it", beyond);
    AudienceSet set = AudienceCompiler.compile(definitions(rule));
    ProfileRecord record = AudienceCompiler.blankRecord();
    for (int i = 0; i < 3; i++) {
      Counters.increment(record, CounterIdentity.of(rule));
    }
    RuleExplanation.Rule explained = rule(explain(set, definitions(rule), record));
    assertEquals("3", explained.actualJson());
    assertEquals(Integer.MAX_VALUE - 3, explained.wouldChange().moreEvents());
  }

  @Test
  void saysNothingOfStepsWhereOneFactUndoesTheOther() {
    AudienceRule never = new All(List.of(STAGE, new Not(STAGE)));
    assertTrue(explain(never).wouldChange().isEmpty());
    assertEquals(1, explain(new Any(List.of(never, STAGE))).wouldChange().size());
  }

  @Test
  void refusesARecordThatWasDecidedOtherwise() {
    AudienceSet set = AudienceCompiler.compile(definitions(STAGE));
    ProfileRecord record = AudienceCompiler.blankRecord();
    DerivedPart.begin(record, 1, 1, 0);
    DerivedPart.differenceRank(record, 0, 0);
    AudienceExplainer explainer = new AudienceExplainer(set, definitions(STAGE), record, 0);
    assertThrows(IllegalStateException.class, explainer::explain);
  }

  @Test
  void refusesRulesOfAnotherSet() {
    AudienceSet set = AudienceCompiler.compile(definitions(STAGE));
    AudienceRule other = new Device(DeviceClass.TABLET);
    assertThrows(
        IllegalArgumentException.class,
        () -> explain(set, definitions(other), AudienceCompiler.blankRecord()));
    assertThrows(
        IllegalArgumentException.class,
        () -> explain(set, List.of(), AudienceCompiler.blankRecord()));
  }

  private static void assertNeeds(String needs, AudienceRule rule) {
    RuleChange change = rule(explain(rule)).wouldChange();
    assertEquals(needs, change.needs());
    assertEquals(!needs.startsWith("nothing"), change.isPossible());
  }

  private static RuleExplanation.Rule rule(AudienceExplanation explanation) {
    return (RuleExplanation.Rule) explanation.rules();
  }

  private static AudienceExplanation explain(AudienceRule rule) {
    AudienceSet set = AudienceCompiler.compile(definitions(rule));
    return explain(set, definitions(rule), AudienceCompiler.blankRecord());
  }

  private static AudienceExplanation explain(
      AudienceSet set, List<AudienceDefinition> definitions, ProfileRecord record) {
    AudienceMatcher matcher = new AudienceMatcher();
    matcher.matchAll(set, record);
    DerivedPart.begin(record, 1, matcher.differenceCount(set), 0);
    matcher.writeDifference(set, record);
    return new AudienceExplainer(set, definitions, record, 0).explain().get(0);
  }

  private static List<AudienceDefinition> definitions(AudienceRule rule) {
    return List.of(new AudienceDefinition("aud", "Aud", rule));
  }
}
