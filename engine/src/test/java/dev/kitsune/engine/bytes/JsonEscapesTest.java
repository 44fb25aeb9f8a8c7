package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonEscapesTest {
  private static final byte[] LONE_HIGH = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
  private static final byte[] LONE_LOW = {(byte) 0xed, (byte) 0xbf, (byte) 0xbf};

  @Test
  void decodesEveryShortEscape() {
    assertEquals("\"\\/\b\f\n\r\t", text(decode("\\\"\\\\\\/\\b\\f\\n\\r\\t")));
  }

  @Test
  void decodesUnicodeEscapesOfEveryLengthInUtf8() {
    assertEquals("a\0\u007f", text(decode("\\u0061\\u0000\\u007F")));
    assertEquals("\u0080\u07ff", text(decode("\\u0080\\u07fF")));
    assertEquals("\u0800\uffff", text(decode("\\u0800\\uffff")));
    assertEquals("x\ud83d\ude00y", text(decode("x\\ud83D\\uDe00y")));
    assertEquals("\ud800\udc00\udbff\udfff", text(decode("\\ud800\\udc00\\udbff\\udfff")));
  }

  @Test
  void keepsLoneSurrogatesAsThreeBytes() {
    assertArrayEquals(LONE_HIGH, decode("\\ud800"));
    assertArrayEquals(LONE_LOW, decode("\\udfff"));
    assertArrayEquals(concat(LONE_HIGH, "A".getBytes(UTF_8)), decode("\\ud800\\u0041"));
    assertArrayEquals(concat(LONE_HIGH, "\n".getBytes(UTF_8)), decode("\\ud800\\n"));
    assertArrayEquals(concat(LONE_LOW, LONE_HIGH), decode("\\udfff\\ud800"));
    byte[] pairAfterHigh = concat(LONE_HIGH, "\ud800\udc00".getBytes(UTF_8));
    assertArrayEquals(pairAfterHigh, decode("\\ud800\\ud800\\udc00"));
  }

  @Test
  void decodesWithinALargerArrayOnly() {
    byte[] larger = "\\n\\ud83d\\ude00".getBytes(UTF_8);
    ByteSink out = new ByteSink(1);
    JsonEscapes.decode(larger, 2, 6, out);
    assertArrayEquals(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0xbd}, out.toBytes());
  }

  @Test
  void writesTextWithNothingToEscapeAsItIs() {
    String plain = "nothing to escape / caf\u00e9 \ud83d\ude00 \u007f \ud7ff \uffff";
    assertEquals(plain, encode(plain.getBytes(UTF_8)));
    assertEquals("", encode(new byte[0]));
  }

  @Test
  void escapesOnlyWhatMustBe() {
    assertEquals("\\\"\\\\/\\b\\f\\n\\r\\t", encode("\"\\/\b\f\n\r\t".getBytes(UTF_8)));
    assertEquals("\\u0000\\u001f\\u000b ", encode("\0\u001f\u000b ".getBytes(UTF_8)));
  }

  @Test
  void escapesSurrogatesBecauseUtf8HasNone() {
    assertEquals("\\ud800", encode(LONE_HIGH));
    assertEquals("a\\udfff\u00ed", encode(concat("a".getBytes(UTF_8), LONE_LOW, utf8("\u00ed"))));
    assertEquals("\ud7ff\ud7c0", encode(utf8("\ud7ff\ud7c0")));
  }

  @Test
  void escapesAByteAtEveryPlaceOfAWord() {
    for (int length = 1; length < 20; length++) {
      for (int place = 0; place < length; place++) {
        char[] chars = "abcdefghijklmnopqrst".substring(0, length).toCharArray();
        chars[place] = '"';
        String text = new String(chars);
        assertEquals(text.replace("\"", "\\\""), encode(utf8(text)));
      }
    }
  }

  @Test
  void decodesWhatItEncodes() {
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      byte[] text = decode(escapedText(random));
      String written = encode(text);
      assertArrayEquals(text, decode(written), written);
      byte[] quoted = utf8('"' + written + '"');
      JsonTape tape = new JsonTape();
      assertEquals(
          "", tape.parse(quoted, 0, quoted.length, JsonLimits.DEFAULT) ? "" : tape.fault());
    }
  }

  private static String escapedText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(12); left > 0; left--) {
      int unit = random.nextBoolean() ? random.nextInt(0x10000) : 0xd800 + random.nextInt(0x800);
      text.append(random.nextInt(3) == 0 ? "plain text" : String.format("\\u%04x", unit));
    }
    return text.toString();
  }

  private static byte[] decode(String content) {
    ByteSink out = new ByteSink(1);
    out.put((byte) '<');
    byte[] bytes = utf8(content);
    JsonEscapes.decode(bytes, 0, bytes.length, out);
    byte[] all = out.toBytes();
    assertEquals('<', all[0]);
    return Arrays.copyOfRange(all, 1, all.length);
  }

  private static String encode(byte[] text) {
    ByteSink out = new ByteSink(1);
    JsonEscapes.encode(text, 0, text.length, out);
    return out.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] concat(byte[]... parts) {
    ByteSink out = new ByteSink(1);
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.toBytes();
  }
}
