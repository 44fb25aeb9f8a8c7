package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChangedInputsTest {
  private final ChangedInputs changed = new ChangedInputs();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 255, 256, 257, 1_000})
  void holdsTheInputsAdded(int input) {
    changed.clear(input + 1);
    assertTrue(changed.isEmpty());
    changed.add(input);
    assertFalse(changed.isEmpty());
    for (int word = 0; word < changed.wordCount(); word++) {
      assertEquals(word == input / 64 ? 1L << (input % 64) : 0, changed.word(word));
    }
    assertEquals(input / 64 + 1, changed.wordCount());
  }

  @Test
  void passesOverNoInput() {
    changed.clear(0);
    changed.add(AudienceSet.NO_INPUT);
    assertTrue(changed.isEmpty());
    assertEquals(0, changed.wordCount());
  }

  @Test
  void forgetsWhatALargerSetLeft() {
    changed.clear(300);
    changed.add(5);
    changed.add(299);
    changed.clear(10);
    assertTrue(changed.isEmpty());
    changed.clear(300);
    for (int word = 0; word < changed.wordCount(); word++) {
      assertEquals(0, changed.word(word));
    }
  }
}
