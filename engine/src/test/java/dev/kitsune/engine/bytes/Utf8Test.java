package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void acceptsEveryCodePointAndNoSurrogate() {
    for (int codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      boolean isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
      byte[] bytes =
          isSurrogate ? threeBytes(codePoint) : Character.toString(codePoint).getBytes(UTF_8);
      assertEquals(!isSurrogate, Utf8.isValid(bytes, 0, bytes.length));
    }
  }

  @Test
  void agreesWithTheStrictDecoderOfTheJdkOnRandomBytes() {
    Random random = new Random(3);
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = mutated(random);
      assertEquals(isDecodable(bytes), Utf8.isValid(bytes, 0, bytes.length));
    }
  }

  @Test
  void looksAtNothingOutsideOfTheRange() {
    byte[] text = "\u00e9abcdefgh\u20ac".getBytes(UTF_8);
    assertTrue(Utf8.isValid(text, 0, text.length));
    assertTrue(Utf8.isValid(text, 2, 8));
    assertFalse(Utf8.isValid(text, 1, 9));
    assertFalse(Utf8.isValid(text, 2, 9));
    assertFalse(Utf8.isValid(text, 2, 10));
    assertTrue(Utf8.isValid(text, 2, 0));
  }

  private static byte[] mutated(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(12); left > 0; left--) {
      text.appendCodePoint(random.nextInt(1 << (7 + random.nextInt(9))));
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    if (bytes.length > 0 && random.nextBoolean()) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static boolean isDecodable(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static byte[] threeBytes(int unit) {
    return new byte[] {
      (byte) (0xe0 | (unit >> 12)),
      (byte) (0x80 | ((unit >> 6) & 0x3f)),
      (byte) (0x80 | (unit & 0x3f))
    };
  }
}
