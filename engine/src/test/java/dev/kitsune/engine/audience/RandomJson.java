package dev.kitsune.engine.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random JSON texts, rich in what comparisons get wrong: numbers written in many ways, numbers in
 * strings, escapes, white space, arrays, nesting, null. From few words, so that random operands
 * meet random values.
 */
final class RandomJson {
  private static final List<String> EDGES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "1",
          "1.0",
          "10",
          "1e1",
          "1E+1",
          "100",
          "1e2",
          "0.1",
          "-5",
          "1.50",
          "9007199254740992",
          "9007199254740993",
          "1e999",
          "-1e999",
          "1e-400",
          "123456789012345678901234567890",
          "\"\"",
          "\"*\"",
          "\"10\"",
          "\"1e2\"",
          "\"01\"",
          "\" 1\"",
          "\"1 \"",
          "\"+1\"",
          "\"1.\"",
          "\".5\"",
          "\"0x1\"",
          "\"NaN\"",
          "\"Infinity\"",
          "\"true\"",
          "\"null\"",
          "\"é\"",
          "\"\\u00e9\"",
          "\"😀\"",
          "\"\\ud83d\\uDE00\"",
          "\"a\\/b\"",
          "\"a/b\"",
          "\"\\\"\"",
          "\"\\\\\"",
          "\"\\n\"",
          "\"[1]\"",
          "\"{}\"",
          "[]",
          "{}",
          "[ ]",
          "[1]",
          "[ 1, 10 ]",
          "[null]",
          "[\"a\", \"b\"]",
          "{\"a\" : 1}");

  private static final String[] LETTERS = {
    "a",
    "b",
    "A",
    "é",
    "😀",
    "中",
    "1",
    "0",
    ".",
    "-",
    "e",
    " ",
    "/",
    "*",
    "[",
    "]",
    "\\\"",
    "\\\\",
    "\\u0061",
    "\\u00E9",
    "\\t",
    "\\ud83d\\ude00"
  };

  private final SplittableRandom random;

  RandomJson(SplittableRandom random) {
    this.random = random;
  }

  /** Any value. */
  String value() {
    return value(3);
  }

  /** A string with its quotes. */
  String string() {
    StringBuilder text = new StringBuilder("\"");
    for (int left = random.nextInt(5); left > 0; left--) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.append('"').toString();
  }

  private String value(int depth) {
    int choice = random.nextInt(depth > 0 ? 12 : 9);
    if (choice < 5) {
      return EDGES.get(random.nextInt(EDGES.size()));
    }
    if (choice < 7) {
      return string();
    }
    if (choice < 9) {
      return number();
    }
    return choice < 11 ? array(depth - 1) : object(depth - 1);
  }

  private String number() {
    String sign = random.nextBoolean() ? "-" : "";
    String fraction = random.nextInt(3) == 0 ? "." + random.nextInt(100) : "";
    String exponent = random.nextInt(4) == 0 ? "e" + random.nextInt(-3, 4) : "";
    return sign + random.nextInt(12) + fraction + exponent;
  }

  private String array(int depth) {
    List<String> elements = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      elements.add(space() + value(depth) + space());
    }
    return "[" + String.join(",", elements) + "]";
  }

  private String object(int depth) {
    List<String> members = new ArrayList<>();
    for (int left = random.nextInt(3); left > 0; left--) {
      members.add(space() + string() + space() + ":" + space() + value(depth) + space());
    }
    return "{" + String.join(",", members) + "}";
  }

  private String space() {
    return random.nextInt(3) == 0 ? " \n\t".substring(random.nextInt(3)) : "";
  }
}
