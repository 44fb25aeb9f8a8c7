package dev.kitsune.engine.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExperienceSetTest {
  private static final Map<String, Integer> RANKS = Map.of("first", 0, "second", 1);

  @Test
  void ranksExperiencesInTheOrderOfAnswers() {
    ExperienceSet set =
        set(
            definition("1TF5", null),
            definition("1lNQ", null),
            definition("1hTt", null),
            definition("1FHh", null));
    assertEquals(
        List.of("1FHh", "1hTt", "1lNQ", "1TF5"),
        IntStream.range(0, set.count()).mapToObj(rank -> set.experience(rank).id()).toList());
  }

  @Test
  void knowsTheAudienceOfEachRank() {
    ExperienceSet set =
        set(definition("b", "second"), definition("c", null), definition("a", "first"));
    assertEquals(0, set.audienceRank(0));
    assertEquals(1, set.audienceRank(1));
    assertEquals(ExperienceSet.EVERYONE, set.audienceRank(2));
  }

  @Test
  void isEmptyWithoutExperiences() {
    assertEquals(0, set().count());
  }

  @Test
  void refusesAnAudienceThatNobodyKnows() {
    assertThrows(NullPointerException.class, () -> set(definition("a", "third")));
  }

  private static ExperienceSet set(ExperienceDefinition... definitions) {
    return new ExperienceSet(List.of(definitions), id -> Objects.requireNonNull(RANKS.get(id)));
  }

  private static ExperienceDefinition definition(String id, @Nullable String audienceId) {
    return new ExperienceDefinition(id, "", audienceId, 1, List.of(1.0), false, List.of());
  }
}
