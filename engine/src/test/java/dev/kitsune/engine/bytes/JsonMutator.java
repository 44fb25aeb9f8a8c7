package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Seeded damage to JSON texts. */
final class JsonMutator {
  private static final List<byte[]> TOKENS =
      Stream.of(
              "{",
              "}",
              "[",
              "]",
              ",",
              ":",
              "\"",
              "\\",
              "\"a\":1,",
              "\"\\u0061\":{},",
              "true",
              "false",
              "null",
              "nul",
              "0",
              "-",
              "1.",
              "1e",
              "-0.0e-0",
              "1E+400",
              "00",
              "\"\"",
              "\"\\ud83d\\ude00\"",
              "\"\\ud800\"",
              "\\u00",
              "\\n",
              "\\x",
              " ",
              "\t\r\n",
              "\f",
              "\0",
              "\u007f",
              "\u0080",
              "\u00c3\u00a9",
              "\u00c0\u0080",
              "\u00e2\u0082\u00ac",
              "\u00ed\u00a0\u0080",
              "\u00ef\u00bb\u00bf",
              "\u00f0\u009f\u00a6\u008a",
              "\u00f4\u0090\u0080\u0080",
              "\u00ff",
              "[[[[]]]]",
              "{\"\":{\"\":[]}}",
              "/**/",
              "NaN",
              "'",
              "+1",
              ",,",
              "123456789012345678901234567890")
          .map(token -> token.getBytes(ISO_8859_1))
          .toList();

  private final List<byte[]> seeds;
  private final Random random;

  JsonMutator(List<byte[]> seeds, long seed) {
    this.seeds = seeds;
    random = new Random(seed);
  }

  byte[] next() {
    byte[] text = anySeed();
    for (int left = random.nextInt(4); left >= 0; left--) {
      text = mutate(text);
    }
    return text;
  }

  private byte[] mutate(byte[] text) {
    int from = random.nextInt(text.length + 1);
    int to = Math.min(text.length, from + random.nextInt(1 + random.nextInt(20)));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(text);
      case 1 -> replaced(text, from, to, new byte[0]);
      case 2 -> replaced(text, to, to, part(text, from, to));
      case 3 -> replaced(text, from, to, spliced(anySeed()));
      case 4 -> replaced(text, from, text.length, new byte[0]);
      default -> replaced(text, from, from, TOKENS.get(random.nextInt(TOKENS.size())));
    };
  }

  private byte[] flipped(byte[] text) {
    byte[] result = text.clone();
    if (result.length > 0) {
      int mask = random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256);
      result[random.nextInt(result.length)] ^= (byte) mask;
    }
    return result;
  }

  private byte[] spliced(byte[] other) {
    int from = random.nextInt(other.length + 1);
    return part(other, from, Math.min(other.length, from + random.nextInt(40)));
  }

  private byte[] anySeed() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private static byte[] part(byte[] text, int from, int to) {
    ByteSink out = new ByteSink(64);
    out.put(text, from, to - from);
    return out.toBytes();
  }

  private static byte[] replaced(byte[] text, int from, int to, byte[] by) {
    ByteSink out = new ByteSink(text.length + by.length);
    out.put(text, 0, from);
    out.put(by);
    out.put(text, to, text.length - to);
    return out.toBytes();
  }
}
