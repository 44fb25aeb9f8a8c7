package dev.kitsune.engine.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.experience.ExperienceDefinition.Exclusion;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupWeightsTest {
  @Test
  void keepsTheWeightsThatAreGiven() {
    assertEquals(List.of(0.2, 0.0, 0.3), weights(0.2, 0.0, 0.3).shares());
  }

  @Test
  void givesEqualPartsOfWhatIsLeftToMembersWithoutWeight() {
    assertEquals(List.of(0.25, 0.5, 0.25), weights(null, 0.5, null).shares());
    assertEquals(List.of(0.5, 0.5), weights(null, null).shares());
    assertEquals(List.of(1.0), weights((Double) null).shares());
  }

  @Test
  void areTooMuchAboveAllVisitors() {
    assertFalse(weights(0.5, 0.4999).areTooMuch());
    assertFalse(weights(0.5, 0.5).areTooMuch());
    assertFalse(weights(0.3334, 0.3333, 0.3333).areTooMuch());
    assertTrue(weights(0.5, 0.5002).areTooMuch());
  }

  @Test
  void areTooMuchWhereTheyLeaveNothingToAMemberWithoutWeight() {
    assertFalse(weights(0.9998, null).areTooMuch());
    assertTrue(weights(1.0, null).areTooMuch());
    assertFalse(weights((Double) null).areTooMuch());
  }

  private static GroupWeights weights(@Nullable Double... weights) {
    return new GroupWeights(
        Arrays.stream(weights).map(weight -> new Exclusion("g", weight)).toList());
  }
}
