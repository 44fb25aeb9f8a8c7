package dev.kitsune.engine;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small environments in the plain form. */
public final class TestEnvironments {
  private TestEnvironments() {}

  /**
   * Audiences {@code n01}, {@code n02}, ..., one for each number of track events seen, so that
   * their number in an answer is the number of events; {@code returning} and {@code lead}.
   */
  public static String counting(int countMax) {
    String counts =
        IntStream.rangeClosed(1, countMax)
            .mapToObj(
                count ->
                    audience(
                        "n%02d".formatted(count),
                        "{\"type\":\"track\",\"value\":\"*\",\"count\":%d".formatted(count)
                            + ",\"operator\":\"greaterThanInclusive\"}"))
            .collect(Collectors.joining(","));
    return environment(
        counts
            + ","
            + audience(
                "returning",
                "{\"type\":\"isReturningVisitor\",\"operator\":\"equal\",\"value\":true}")
            + ","
            + audience(
                "lead",
                "{\"type\":\"identify\",\"key\":\"stage\",\"operator\":\"equal\",\"value\":\"lead\"}"));
  }

  public static String environment(String audiences) {
    return "{\"audiences\":[" + audiences + "],\"experiences\":[]}";
  }

  /** An audience of one rule. */
  public static String audience(String id, String rule) {
    return "{\"id\":\"%s\",\"name\":\"%s\",\"rules\":{\"any\":[{\"all\":[%s]}]}}"
        .formatted(id, id, rule);
  }
}
