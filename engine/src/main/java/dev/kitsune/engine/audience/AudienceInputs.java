package dev.kitsune.engine.audience;

import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers what rules read of records, and knows which audiences read what. Control plane. */
final class AudienceInputs {
  /** What a rule reads of a record; a change of one makes its audiences be decided again. */
  sealed interface Input {}

  record CountInput(long identity) implements Input {}

  record RingInput(long identity) implements Input {}

  /** Whether a condition on a trait holds. */
  record ConditionInput(AudienceRule.Trait condition) implements Input {}

  /** A trait's value, for all conditions on it of which it is not found whether they hold. */
  record TraitInput(TraitKey key) implements Input {}

  record ClockAge(ProfileClock clock) implements Input {}

  /** Inputs that every record has one of. */
  enum Single implements Input {
    LOCATION,
    SESSION,
    SESSION_LENGTH,
    LANDING_PAGE,
    DEVICE
  }

  private final Map<Input, Integer> numbers = new LinkedHashMap<>();
  private final List<IntSet> positionsByInput = new ArrayList<>();

  int number(Input input) {
    return numbers.computeIfAbsent(
        input,
        key -> {
          positionsByInput.add(new IntLinkedOpenHashSet());
          return positionsByInput.size() - 1;
        });
  }

  /** The number of an input, or {@link AudienceSet#NO_INPUT} if no rule reads it. */
  int numberIfRead(Input input) {
    return numbers.getOrDefault(input, AudienceSet.NO_INPUT);
  }

  /** Notes that the audience at a position in the order of evaluation reads an input. */
  void read(Input input, int position) {
    positionsByInput.get(number(input)).add(position);
  }

  int[][] positionsByInput() {
    return positionsByInput.stream().map(IntSet::toIntArray).toArray(int[][]::new);
  }

  /** Ascending, unsigned. */
  long[] counterIdentities() {
    return numbers.keySet().stream()
        .filter(CountInput.class::isInstance)
        .map(input -> ((CountInput) input).identity)
        .sorted(Long::compareUnsigned)
        .mapToLong(Long::longValue)
        .toArray();
  }
}
