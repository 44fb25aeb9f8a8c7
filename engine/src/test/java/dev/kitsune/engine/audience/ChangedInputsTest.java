package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChangedInputsTest {
  private final ChangedInputs changed = new ChangedInputs();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 255, 256, 257, 4_095, 4_096, 4_097, 8_192, 10_000})
  void holdsTheInputsAdded(int input) {
    changed.clear(input + 1);
    assertTrue(changed.isEmpty());
    assertEquals(List.of(), added());
    changed.add(input);
    assertFalse(changed.isEmpty());
    assertEquals(List.of(input), added());
    changed.add(0);
    changed.add(input / 2);
    assertEquals(Stream.of(0, input / 2, input).distinct().toList(), added());
  }

  @Test
  void passesOverNoInput() {
    changed.clear(0);
    changed.add(AudienceSet.NO_INPUT);
    assertTrue(changed.isEmpty());
    assertEquals(List.of(), added());
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 300, 4_200, 9_000})
  void forgetsWhatASetOfAnotherSizeLeft(int count) {
    changed.clear(4_200);
    changed.add(5);
    changed.add(299);
    changed.add(4_199);
    changed.clear(count);
    assertTrue(changed.isEmpty());
    assertEquals(List.of(), added());
    changed.add(count - 1);
    assertEquals(List.of(count - 1), added());
    changed.clear(4_200);
    assertEquals(List.of(), added());
  }

  /** The inputs, as who decides audiences finds them. */
  private List<Integer> added() {
    List<Integer> inputs = new ArrayList<>();
    for (int word = changed.nextWord(0);
        word != ChangedInputs.END;
        word = changed.nextWord(word + 1)) {
      for (long bits = changed.word(word); bits != 0; bits &= bits - 1) {
        inputs.add(64 * word + Long.numberOfTrailingZeros(bits));
      }
    }
    return inputs;
  }
}
