package dev.kitsune.engine.experience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.audience.AudienceCompiler;
import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.experience.ExperienceDefinition.Exclusion;
import dev.kitsune.engine.experience.ExperienceExplanation.Outcome;
import dev.kitsune.engine.experience.ExperienceExplanation.Range;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code SelectionOracleTest} compares explanations with answers; here stands what they say. */
final class ExperienceExplainerTest {
  /* The golden vectors of traffic-experience1-123 and distribution-experience1-123. */
  private static final double TRAFFIC = 0.6617731907548786;
  private static final double DISTRIBUTION = 0.1082723711403721;

  private final AudienceSet audiences = AudienceCompiler.compile(List.of());

  @Test
  void showsTheDrawsAndWhatTheyAreComparedWith() {
    ExperienceExplanation explained = explain(experience("experience1", 0.9, null));
    assertEquals(new ExperienceExplanation.Traffic(TRAFFIC, 0.9, true), explained.traffic());
    assertEquals(DISTRIBUTION, explained.distribution().value());
    assertEquals(
        List.of(new Range(0, 0.1), new Range(0.1, 0.4), new Range(0.4, 1)),
        explained.distribution().ranges());
    assertEquals(Outcome.PICKED, explained.outcome());
    assertEquals(OptionalInt.of(1), explained.variantIndex());
  }

  @Test
  void appliesFromTheTrafficOnThatItNames() {
    ExperienceExplanation out = explain(experience("experience1", TRAFFIC, null));
    assertEquals(Outcome.NOT_IN_TRAFFIC, out.outcome());
    assertEquals(OptionalInt.empty(), out.variantIndex());
    assertEquals("traffic above " + TRAFFIC, out.wouldChange());
    ExperienceExplanation in = explain(experience("experience1", Math.nextUp(TRAFFIC), null));
    assertEquals(Outcome.PICKED, in.outcome());
    assertEquals(
        "traffic of at most %s, or a distribution whose range at %s is another's"
            .formatted(TRAFFIC, DISTRIBUTION),
        in.wouldChange());
  }

  @Test
  void namesTheMemberOfTheGroupThatTheVisitorBelongsTo() {
    ExperienceExplanation second =
        explain(
            experience("a", 1, new Exclusion("g", 1.0)),
            experience("experience1", 1, new Exclusion("g", 0.0)));
    assertEquals(Outcome.NOT_CHOSEN, second.outcome());
    assertEquals(
        "other weights of exclusion group \"g\", in which the visitor belongs to \"a\"",
        second.wouldChange());
    ExperienceExplanation alone = explain(experience("experience1", 1, new Exclusion("g", 0.0)));
    assertEquals(
        "other weights of exclusion group \"g\", in which the visitor belongs to none",
        alone.wouldChange());
  }

  @Test
  void refusesARecordThatWasAnsweredOtherwise() {
    List<ExperienceDefinition> definitions = List.of(experience("experience1", 1, null));
    ExperienceSet set = new ExperienceSet(definitions, id -> 0);
    ProfileRecord record = record(set);
    DerivedPart.begin(record, 1, 0, 0);
    ExperienceExplainer explainer = new ExperienceExplainer(set, definitions, record, rank -> true);
    assertThrows(IllegalStateException.class, explainer::explain);
  }

  /** Explains the last of the experiences. */
  private ExperienceExplanation explain(ExperienceDefinition... definitions) {
    ExperienceSet set = new ExperienceSet(List.of(definitions), id -> 0);
    List<ExperienceExplanation> explained =
        new ExperienceExplainer(set, List.of(definitions), record(set), rank -> true).explain();
    return explained.get(explained.size() - 1);
  }

  private ProfileRecord record(ExperienceSet set) {
    ProfileRecord record = new ProfileRecord();
    record.begin("123".getBytes(UTF_8), 0, 3);
    AudienceMatcher matcher = new AudienceMatcher();
    matcher.matchAll(audiences, record);
    ExperienceSelector selector = new ExperienceSelector();
    selector.selectAll(set, record, matcher);
    DerivedPart.begin(record, 1, 0, selector.count());
    selector.writePicks(record);
    return record;
  }

  private static ExperienceDefinition experience(
      String id, double traffic, @Nullable Exclusion exclusion) {
    List<Double> distribution = List.of(0.1, 0.30000000000000004, 0.6);
    return new ExperienceDefinition(
        id, id, null, traffic, distribution, false, List.of(), exclusion);
  }
}
