package dev.kitsune.engine.experience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceCompiler;
import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.audience.AudienceRule;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.ChangedInputs;
import dev.kitsune.engine.audience.EventScratch;
import dev.kitsune.engine.audience.Operand;
import dev.kitsune.engine.audience.Operator;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.TraitMerge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExperienceSelectorTest {
  private static final long HASH = 7;
  private static final int KEY_COUNT = 12;

  private final AudienceMatcher matcher = new AudienceMatcher();
  private final ExperienceSelector selector = new ExperienceSelector();
  private final TraitMerge traits = new TraitMerge();
  private final ChangedInputs changed = new ChangedInputs();
  private final EventScratch scratch = new EventScratch();
  private final JsonTape tape = new JsonTape();

  @Test
  void selectsWhatIsForEveryoneAndForTheProfilesAudiences() {
    AudienceSet audiences =
        AudienceCompiler.compile(List.of(audience("in", "a", 1), audience("out", "b", 1)));
    ExperienceSet experiences =
        experiences(
            audiences,
            List.of(
                experience("1", null, 1, List.of(0.0, 1.0)),
                experience("2", "in", 1, List.of(0.0, 0.0, 1.0)),
                experience("3", "out", 1, List.of(1.0)),
                experience("4", "in", 0, List.of(1.0)),
                experience("5", null, 1, List.of(1.0))));
    ProfileRecord record = record("visitor");
    mergeTraits(record, audiences, "{\"a\":1}");
    assertEquals(List.of("0:1", "1:2", "4:0"), selectAll(audiences, experiences, record));
  }

  @Test
  void selectsByTheStableId() {
    AudienceSet audiences = AudienceCompiler.compile(List.of());
    ExperienceSet experiences =
        experiences(audiences, List.of(experience("experience1", null, 1, List.of(0.5, 0.5))));
    /* Golden vectors: 123 gets 0.1082..., 456 gets 0.6206... of the distribution. */
    assertEquals(List.of("0:0"), selectAll(audiences, experiences, record("123")));
    assertEquals(List.of("0:1"), selectAll(audiences, experiences, record("456")));
    assertEquals(List.of("0:0"), selectAll(audiences, experiences, record("123")));
  }

  @Test
  void selectsOfFlippedAudiencesWhatItSelectsOfAll() {
    int flippedCount = 0;
    for (int seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      AudienceSet audiences = randomAudiences(random);
      ExperienceSet experiences = randomExperiences(random, audiences);
      ProfileRecord record = record("visitor-" + seed);
      selectAll(audiences, experiences, record);
      for (int round = 0; round < 40; round++) {
        mergeTraits(record, audiences, randomTraits(random));
        ProfileRecord fresh = new ProfileRecord();
        fresh.copyFrom(record);
        if (matcher.matchChanged(audiences, record, changed)) {
          flippedCount++;
          selector.selectFlipped(experiences, record, matcher);
          write(audiences, record);
        }
        List<String> kept = picks(record);
        assertEquals(selectAll(audiences, experiences, fresh), kept, "seed " + seed);
        assertEquals(DerivedPart.differenceCount(fresh), DerivedPart.differenceCount(record));
      }
    }
    assertTrue(flippedCount > 500);
  }

  @Test
  void selectsNothingWhereThereIsNothing() {
    AudienceSet audiences = AudienceCompiler.compile(List.of());
    assertTrue(selectAll(audiences, experiences(audiences, List.of()), record("v")).isEmpty());
    assertEquals(0, selector.count());
  }

  private List<String> selectAll(
      AudienceSet audiences, ExperienceSet experiences, ProfileRecord record) {
    matcher.matchAll(audiences, record);
    selector.selectAll(experiences, record, matcher);
    write(audiences, record);
    assertEquals(selector.count(), DerivedPart.pickCount(record));
    return picks(record);
  }

  private void write(AudienceSet audiences, ProfileRecord record) {
    DerivedPart.begin(record, HASH, matcher.differenceCount(audiences), selector.count());
    matcher.writeDifference(audiences, record);
    selector.writePicks(record);
  }

  private static List<String> picks(ProfileRecord record) {
    List<String> picks = new ArrayList<>();
    for (int i = 0; i < DerivedPart.pickCount(record); i++) {
      picks.add(DerivedPart.pickRank(record, i) + ":" + DerivedPart.pickVariantIndex(record, i));
    }
    return picks;
  }

  private void mergeTraits(ProfileRecord record, AudienceSet audiences, String json) {
    byte[] bytes = json.getBytes(UTF_8);
    assertTrue(tape.parse(bytes, 0, bytes.length, JsonLimits.DEFAULT), tape::fault);
    changed.clear(audiences.inputCount());
    traits.merge(
        record,
        tape,
        0,
        0,
        (key, old, value) -> audiences.noteTrait(key, old, value, scratch, changed));
  }

  private static String randomTraits(SplittableRandom random) {
    StringBuilder traits = new StringBuilder("{\"unread\":0");
    for (int count = random.nextInt(3); count > 0; count--) {
      traits.append(",\"k").append(random.nextInt(KEY_COUNT)).append("\":");
      traits.append(random.nextInt(3));
    }
    return traits.append('}').toString();
  }

  /** More than fit one word of bits; some of them hold for a blank profile. */
  private static AudienceSet randomAudiences(SplittableRandom random) {
    List<AudienceDefinition> definitions = new ArrayList<>();
    for (int i = random.nextInt(50, 150); i > 0; i--) {
      AudienceDefinition audience =
          audience("aud-" + i, "k" + random.nextInt(KEY_COUNT), random.nextInt(3));
      definitions.add(
          random.nextInt(3) > 0
              ? audience
              : new AudienceDefinition(
                  audience.id(), audience.name(), new AudienceRule.Not(audience.rule())));
    }
    return AudienceCompiler.compile(definitions);
  }

  private static ExperienceSet randomExperiences(SplittableRandom random, AudienceSet audiences) {
    List<ExperienceDefinition> definitions = new ArrayList<>();
    for (int i = random.nextInt(200); i > 0; i--) {
      String audience =
          random.nextInt(5) == 0 ? null : audiences.id(random.nextInt(audiences.count()));
      double traffic = random.nextInt(3) / 2.0;
      definitions.add(experience("exp-" + i, audience, traffic, List.of(0.3, 0.3, 0.4)));
    }
    assertFalse(audiences.count() < 50);
    return experiences(audiences, definitions);
  }

  private static AudienceDefinition audience(String id, String key, int value) {
    return new AudienceDefinition(
        id, "", new AudienceRule.Trait(key, Operator.EQUAL, Operand.of(String.valueOf(value))));
  }

  private static ExperienceDefinition experience(
      String id, @Nullable String audienceId, double traffic, List<Double> distribution) {
    return new ExperienceDefinition(id, "", audienceId, traffic, distribution, false, List.of());
  }

  private static ExperienceSet experiences(
      AudienceSet audiences, List<ExperienceDefinition> definitions) {
    Map<String, Integer> ranks = new HashMap<>();
    for (int rank = 0; rank < audiences.count(); rank++) {
      ranks.put(audiences.id(rank), rank);
    }
    return new ExperienceSet(definitions, id -> Objects.requireNonNull(ranks.get(id)));
  }

  private static ProfileRecord record(String id) {
    ProfileRecord record = new ProfileRecord();
    byte[] bytes = id.getBytes(UTF_8);
    record.begin(bytes, 0, bytes.length);
    return record;
  }
}
