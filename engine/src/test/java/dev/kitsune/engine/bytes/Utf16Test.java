package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf16Test {
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "?", "\u00fc?", "\ud83e\udd8a", "a\ud83e\udd8a\u4e2d?"})
  void findsWholeTextWellFormed(String text) {
    assertTrue(isWellFormed(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud83e",
        "\udd8a",
        "a?\ud83e",
        "\udd8a\ud83e",
        "\u4e2d\ud83ex",
        "\ud83e\ud83e\udd8a"
      })
  void findsHalvesOfPairs(String text) {
    assertFalse(isWellFormed(text));
  }

  private static boolean isWellFormed(String text) {
    return Utf16.isWellFormed(text, text.getBytes(StandardCharsets.UTF_8));
  }
}
