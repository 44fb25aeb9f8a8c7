package dev.kitsune.engine.experience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.experience.ExperienceDefinition.Component;
import dev.kitsune.engine.experience.ExperienceDefinition.EntryReplacement;
import dev.kitsune.engine.experience.ExperienceDefinition.InlineVariable;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledExperienceTest {
  private static final int VISITOR_COUNT = 20_000;
  private static final double SMALLEST_SHARE = 1 / 4294967295.0;

  @Test
  void appliesToEveryoneWithTraffic1AndToNobodyWithTraffic0() {
    CompiledExperience everyone = experience(1, List.of(0.5, 0.5));
    CompiledExperience nobody = experience(0, List.of(0.5, 0.5));
    for (int i = 0; i < VISITOR_COUNT; i++) {
      assertNotEquals(CompiledExperience.NOT_APPLYING, everyone.decide(visitor(i)));
      assertEquals(CompiledExperience.NOT_APPLYING, nobody.decide(visitor(i)));
    }
  }

  /* experience1 and the visitors 123 and 456 are golden vectors: shares of the traffic 0.6617... and
   * 0.8718..., of the distribution 0.1082... and 0.6206... */
  @Test
  void decidesTheGoldenVisitorsByTrafficAndDistribution() {
    assertDecided("123", 0.6617731907548786, 0.1082723711403721);
    assertDecided("456", 0.8718314110003019, 0.6206237130380756);
  }

  @Test
  void onlyAddsVisitorsWhenTrafficIsRaised() {
    CompiledExperience few = experience(0.3, List.of(0.5, 0.5));
    CompiledExperience many = experience(0.6, List.of(0.5, 0.5));
    int fewCount = 0;
    int manyCount = 0;
    for (int i = 0; i < VISITOR_COUNT; i++) {
      int before = few.decide(visitor(i));
      int after = many.decide(visitor(i));
      if (before != CompiledExperience.NOT_APPLYING) {
        assertEquals(before, after);
        fewCount++;
      }
      manyCount += after == CompiledExperience.NOT_APPLYING ? 0 : 1;
    }
    assertEquals(0.3, (double) fewCount / VISITOR_COUNT, 0.02);
    assertEquals(0.6, (double) manyCount / VISITOR_COUNT, 0.02);
  }

  @Test
  void givesControlOnlyToShare0WhereItsWeightIs0() {
    CompiledExperience experience = experience(1, List.of(0.0, 1.0));
    assertEquals(0, experience.pick(0));
    assertEquals(1, experience.pick(SMALLEST_SHARE));
    assertEquals(1, experience.pick(0.5));
    assertEquals(1, experience.pick(1));
  }

  @Test
  void givesEveryShareToControlWhereItsWeightIs1() {
    for (double share : new double[] {0, SMALLEST_SHARE, 0.5, 1}) {
      assertEquals(0, experience(1, List.of(1.0, 0.0)).pick(share));
      assertEquals(0, experience(1, List.of(1.0)).pick(share));
      assertEquals(0, experience(1, List.of()).pick(share));
    }
  }

  @Test
  void givesABoundaryToTheLowerIndex() {
    CompiledExperience experience = experience(1, List.of(0.25, 0.25, 0.5));
    assertEquals(0, experience.pick(0.25));
    assertEquals(1, experience.pick(Math.nextUp(0.25)));
    assertEquals(1, experience.pick(0.5));
    assertEquals(2, experience.pick(Math.nextUp(0.5)));
    assertEquals(2, experience.pick(1));
  }

  @Test
  void passesOverAVariantWithoutWeight() {
    CompiledExperience experience = experience(1, List.of(0.5, 0.0, 0.5));
    assertEquals(0, experience.pick(0.5));
    assertEquals(2, experience.pick(Math.nextUp(0.5)));
  }

  @Test
  void leavesTheSliverOfWeightsUnder1ToControl() {
    CompiledExperience experience = experience(1, List.of(0.2, 0.3));
    assertEquals(1, experience.pick(0.5));
    assertEquals(0, experience.pick(Math.nextUp(0.5)));
    assertEquals(0, experience.pick(1));
  }

  /* Plain additions from left to right: 0.1 + 0.2 is 0.30000000000000004. */
  @Test
  void addsWeightsAsDoublesFromTheLeft() {
    CompiledExperience experience = experience(1, List.of(0.1, 0.2, 0.7));
    assertEquals(1, experience.pick(0.30000000000000004));
    assertEquals(2, experience.pick(Math.nextUp(0.30000000000000004)));
    double third = 0.3333333333333333;
    CompiledExperience even = experience(1, List.of(third, third, third));
    assertEquals(2, even.pick(third + third + third));
    assertEquals(1, even.pick(third + third));
  }

  @Test
  void keepsTheFirstOfWeightsThatSumToMoreThan1() {
    CompiledExperience experience = experience(1, List.of(0.75, 0.75, 0.75));
    assertEquals(0, experience.pick(0.75));
    assertEquals(1, experience.pick(1));
  }

  @Test
  void mapsEachBaselineToWhatIsChosen() {
    CompiledExperience experience =
        experience(
            false,
            new EntryReplacement("b1", List.of("v1", "")),
            new EntryReplacement("b2", List.of()));
    assertSelected(experience, 0, "\"b1\":\"b1\",\"b2\":\"b2\"}");
    assertSelected(experience, 1, "\"b1\":\"v1\",\"b2\":\"b2\"}");
    assertSelected(experience, 2, "\"b1\":\"\",\"b2\":\"b2\"}");
    assertEquals("", changes(experience, 1));
  }

  @Test
  void answersTheBaselineForAnIndexBeyondTheVariants() {
    CompiledExperience experience =
        new CompiledExperience(
            new ExperienceDefinition(
                "exp",
                "",
                null,
                1,
                List.of(0.1, 0.1, 0.8),
                false,
                List.of(
                    new EntryReplacement("b", List.of("v")),
                    new InlineVariable("k", "0", List.of("1")))));
    assertSelected(experience, 1, "\"b\":\"v\"}");
    assertSelected(experience, 2, "\"b\":\"b\"}");
    assertTrue(changes(experience, 2).contains("\"value\":0,"), changes(experience, 2));
  }

  @Test
  void neverPicksAVariantThatHasNoWeight() {
    CompiledExperience experience =
        new CompiledExperience(
            new ExperienceDefinition(
                "exp",
                "",
                null,
                1,
                List.of(0.0, 1.0),
                false,
                List.of(new EntryReplacement("b", List.of("v1", "v2", "v3")))));
    for (int i = 0; i < VISITOR_COUNT; i++) {
      assertEquals(1, experience.decide(visitor(i)));
    }
  }

  @Test
  void saysStickyOnlyWhereItIs() {
    Component component = new EntryReplacement("b", List.of("v"));
    assertSelected(experience(true, component), 1, "\"b\":\"v\"},\"sticky\":true");
    assertSelected(experience(false, component), 1, "\"b\":\"v\"}");
    assertSelected(experience(true), 0, "},\"sticky\":true");
  }

  @Test
  void answersAChangeForEachInlineVariable() {
    CompiledExperience experience =
        experience(
            false,
            new InlineVariable("a", "false", List.of("true")),
            new EntryReplacement("b", List.of("v")),
            new InlineVariable("c", "\"x\"", List.of("{\"y\":1.0}", "2")));
    assertSelected(experience, 1, "\"b\":\"v\"}");
    assertEquals(
        "{\"key\":\"a\",\"type\":\"Variable\",\"value\":false,"
            + "\"meta\":{\"experienceId\":\"exp\",\"variantIndex\":0}},"
            + "{\"key\":\"c\",\"type\":\"Variable\",\"value\":\"x\","
            + "\"meta\":{\"experienceId\":\"exp\",\"variantIndex\":0}}",
        changes(experience, 0));
    assertEquals(
        "{\"key\":\"a\",\"type\":\"Variable\",\"value\":true,"
            + "\"meta\":{\"experienceId\":\"exp\",\"variantIndex\":1}},"
            + "{\"key\":\"c\",\"type\":\"Variable\",\"value\":{\"y\":1.0},"
            + "\"meta\":{\"experienceId\":\"exp\",\"variantIndex\":1}}",
        changes(experience, 1));
  }

  @Test
  void answersNoEntriesForInlineVariablesOnly() {
    assertSelected(experience(false, new InlineVariable("a", "1", List.of("2"))), 1, "}");
  }

  @Test
  void escapesIdsAndKeys() {
    CompiledExperience experience =
        new CompiledExperience(
            new ExperienceDefinition(
                "e\"\u00e9\n",
                "",
                null,
                1,
                List.of(1.0),
                false,
                List.of(
                    new EntryReplacement("\\", List.of()),
                    new InlineVariable("\t", "1", List.of()))));
    assertEquals("e\"\u00e9\n", experience.id());
    assertEquals(
        "{\"experienceId\":\"e\\\"\u00e9\\n\",\"variantIndex\":0,\"variants\":{\"\\\\\":\"\\\\\"}}",
        selected(experience, 0));
    assertEquals(
        "{\"key\":\"\\t\",\"type\":\"Variable\",\"value\":1,"
            + "\"meta\":{\"experienceId\":\"e\\\"\u00e9\\n\",\"variantIndex\":0}}",
        changes(experience, 0));
  }

  /** Whether the visitor with these shares gets what they say, at and around the traffic's edge. */
  private static void assertDecided(String visitor, double trafficShare, double share) {
    int index = share <= 0.25 ? 0 : 1;
    List<Double> distribution = List.of(0.25, 0.75);
    ByteSlice id = new ByteSlice().wrap(visitor.getBytes(UTF_8));
    VisitorId read = new VisitorId().read(id);
    assertEquals(-1, named("experience1", trafficShare, distribution).decide(read));
    assertEquals(index, named("experience1", Math.nextUp(trafficShare), distribution).decide(read));
    assertEquals(0, named("experience1", 1, List.of(share, 1 - share)).decide(read));
    assertEquals(1, named("experience1", 1, List.of(Math.nextDown(share), 1 - share)).decide(read));
  }

  private static VisitorId visitor(int number) {
    return new VisitorId().read(new ByteSlice().wrap(("visitor-" + number).getBytes(UTF_8)));
  }

  private static CompiledExperience experience(double traffic, List<Double> distribution) {
    return named("exp", traffic, distribution);
  }

  private static CompiledExperience named(String id, double traffic, List<Double> distribution) {
    return new CompiledExperience(
        new ExperienceDefinition(id, "", null, traffic, distribution, false, List.of()));
  }

  private static CompiledExperience experience(boolean sticky, Component... components) {
    return new CompiledExperience(
        new ExperienceDefinition(
            "exp", "", null, 1, List.of(0.2, 0.4, 0.4), sticky, List.of(components)));
  }

  private static void assertSelected(
      CompiledExperience experience, int variantIndex, String ending) {
    assertEquals(
        "{\"experienceId\":\"exp\",\"variantIndex\":"
            + variantIndex
            + ",\"variants\":{"
            + ending
            + "}",
        selected(experience, variantIndex));
  }

  private static String selected(CompiledExperience experience, int variantIndex) {
    return withoutComma(experience.selectedJson(variantIndex));
  }

  private static String changes(CompiledExperience experience, int variantIndex) {
    byte[] changes = experience.changesJson(variantIndex);
    return changes.length == 0 ? "" : withoutComma(changes);
  }

  /** What stands behind the comma with which each element of an answer's list begins. */
  private static String withoutComma(byte[] json) {
    assertEquals(',', json[0]);
    return new String(json, 1, json.length - 1, UTF_8);
  }
}
