package dev.kitsune.engine.profile;

import java.util.List;
import java.util.SplittableRandom;

/** Random traits objects from a seed, over few keys in many escapes, so that they meet. */
final class RandomTraits {
  private static final List<String> KEYS =
      List.of(
          "a",
          "\\u0061",
          "b",
          "ab",
          "\\u0061b",
          "",
          "a.b",
          "\u00e9",
          "\\u00e9",
          "\\u00E9",
          "\ud83d\ude00",
          "\\ud83d\\ude00",
          "\\/",
          "/",
          "\\\"",
          "\\u0022",
          "\\n",
          "\\u000A",
          "A");

  private static final List<String> VALUES =
      List.of(
          "0",
          "-1.50",
          "1e2",
          "true",
          "false",
          "null",
          "\"\"",
          "\"a\\nb\"",
          "\"\\u0041\"",
          "[]",
          "{}",
          "[ 1 , [ 2 ] ]",
          "{ \"a\" : { \"a\" : [ ] } }",
          "\"x:y,z{}\"",
          "[\"]\",\"\\\"\"]");

  private RandomTraits() {}

  /** An object of up to six members, some of one name, with white space here and there. */
  static String object(SplittableRandom random) {
    StringBuilder object = new StringBuilder("{");
    String separator = "";
    for (int count = random.nextInt(7); count > 0; count--) {
      object.append(separator).append(space(random)).append('"').append(pick(KEYS, random));
      object.append('"').append(space(random)).append(':').append(space(random));
      object.append(value(random)).append(space(random));
      separator = ",";
    }
    return object.append('}').toString();
  }

  private static String value(SplittableRandom random) {
    return random.nextInt(4) == 0
        ? '"' + "v".repeat(random.nextInt(200)) + '"'
        : pick(VALUES, random);
  }

  private static String space(SplittableRandom random) {
    return random.nextInt(5) == 0 ? " \t" : "";
  }

  private static String pick(List<String> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
