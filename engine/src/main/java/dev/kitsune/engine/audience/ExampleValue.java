package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.JsonNumber;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a value for which a comparison comes out the other way, by asking the compiled
 * comparison itself. Control plane.
 */
final class ExampleValue {
  private static final String MISSING = "null";
  private static final int NUMBER_LENGTH_MAX = 30;

  private ExampleValue() {}

  /**
   * A value, as JSON, that the comparison answers with {@code wanted}; null if none was found.
   *
   * @param operand what it compares with
   * @param isText whether only text that is not empty can be a value, besides none at all
   */
  static @Nullable String find(
      Comparison test, List<String> operand, boolean isText, boolean wanted) {
    ByteSink scratch = new ByteSink(64);
    for (String json : candidates(operand, isText)) {
      byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
      if (JsonComparison.test(test, utf8, 0, utf8.length, scratch) == wanted) {
        return json;
      }
    }
    return null;
  }

  private static Set<String> candidates(List<String> operand, boolean isText) {
    Set<String> candidates = new LinkedHashSet<>();
    for (String text : operand) {
      addNumbers(text, isText, candidates);
      candidates.add(quoted(text));
    }
    candidates.add(MISSING);
    candidates.add(quoted("x"));
    if (isText) {
      candidates.remove(quoted(""));
    }
    return candidates;
  }

  /* 1e999999999 is a number, but none to count on from. */
  private static void addNumbers(String text, boolean isText, Set<String> candidates) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (!JsonNumber.isNumber(utf8, 0, utf8.length)) {
      return;
    }
    candidates.add(isText ? quoted(text) : text);
    double number = JsonNumber.toDouble(utf8, 0, utf8.length);
    if (utf8.length < NUMBER_LENGTH_MAX && Math.abs(number) < 1e15) {
      BigDecimal exact = BigDecimal.valueOf(number);
      for (BigDecimal next : List.of(exact.add(BigDecimal.ONE), exact.subtract(BigDecimal.ONE))) {
        String json = next.stripTrailingZeros().toPlainString();
        candidates.add(isText ? quoted(json) : json);
      }
    }
  }

  static String quoted(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteSink out = new ByteSink(utf8.length + 2);
    out.put((byte) '"');
    JsonEscapes.encode(utf8, 0, utf8.length, out);
    out.put((byte) '"');
    return out.toString();
  }
}
