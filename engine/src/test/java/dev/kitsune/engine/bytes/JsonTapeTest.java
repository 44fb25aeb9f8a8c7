package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTapeTest {
  private static final String SAMPLE =
      "{\"a\":[1,-2.5e+3,\"x\\u00e9\\n"
          + "\",true,false,null,{}, [ ]],\r\n"
          + "\t\"caf\u00e9\":{\"\":\"\ud83d\ude00\"}}";

  private final JsonTape tape = new JsonTape();

  @Test
  void recordsPositionsOfEveryNode() {
    byte[] text = "{\"ab\":[10,\"c\\td\"],\"e\":true}".getBytes(UTF_8);
    assertTrue(tape.parse(text, 0, text.length, JsonLimits.DEFAULT));
    assertSame(text, tape.bytes());
    assertNode(0, JsonTape.OBJECT, 0, text.length, 7);
    assertNode(1, JsonTape.KEY, 2, 2, 2);
    assertNode(2, JsonTape.ARRAY, 6, 11, 5);
    assertNode(3, JsonTape.NUMBER, 7, 2, 4);
    assertNode(4, JsonTape.STRING, 11, 4, 5);
    assertNode(5, JsonTape.KEY, 19, 1, 6);
    assertNode(6, JsonTape.TRUE, 22, 4, 7);
    assertEquals(2, tape.count(0));
    assertEquals(2, tape.count(2));
    assertEquals(0, tape.count(3));
    assertTrue(tape.isEscaped(4));
    assertFalse(tape.isEscaped(1));
    assertEquals(5, tape.nextKey(1));
    assertEquals(7, tape.nextKey(5));
  }

  @Test
  void countsInNestedContainersApart() {
    accept("[[1,2,3],{\"a\":[],\"b\":{}},[[[]]],4]");
    assertEquals(4, tape.count(0));
    assertEquals(3, tape.count(1));
    int object = tape.next(1);
    assertEquals(2, tape.count(object));
    assertEquals(0, tape.count(tape.member(object, utf8("a"))));
    assertEquals(0, tape.count(tape.member(object, utf8("b"))));
    assertEquals(1, tape.count(tape.next(object)));
  }

  @Test
  void findsTheLastOfDuplicateMembers() {
    accept("{\"a\":1,\"b\":{\"a\":2},\"\\u0061\":3,\"b\":4}");
    assertEquals("3", textOf(tape.member(0, utf8("a"))));
    assertEquals("4", textOf(tape.member(0, utf8("b"))));
    assertEquals(JsonTape.NONE, tape.member(0, utf8("c")));
    assertEquals(JsonTape.NONE, tape.member(0, utf8("")));
  }

  @Test
  void comparesMembersByDecodedName() {
    accept("{\"caf\u00e9\":1,\"\\ud83d\\ude00\":2,\"\":3,\"a\\/\":4,\"\\u0061\\u0062\":5}");
    assertEquals("1", textOf(tape.member(0, utf8("caf\u00e9"))));
    assertEquals("2", textOf(tape.member(0, utf8("\ud83d\ude00"))));
    assertEquals("3", textOf(tape.member(0, utf8(""))));
    assertEquals("4", textOf(tape.member(0, utf8("a/"))));
    assertEquals("5", textOf(tape.member(0, utf8("ab"))));
    assertEquals(JsonTape.NONE, tape.member(0, utf8("\\u0061\\u0062")));
  }

  @Test
  void writesTextWithEscapesDecoded() {
    accept("[\"plain\",\"a\\u00e9\\ud83d\\ude00\\n\"]");
    ByteSink out = new ByteSink(1);
    tape.putText(1, out);
    tape.putText(2, out);
    assertEquals("plaina\u00e9\ud83d\ude00\n", out.toString());
  }

  @Test
  void acceptsLoneSurrogateEscapes() {
    accept("[\"\\ud800\",\"\\udc00\\ud800\",\"\\ud800\\u0041\"]");
  }

  @Test
  void acceptsTheSampleAtAnyPlaceInALargerArray() {
    byte[] text = utf8(SAMPLE);
    for (int before = 0; before < 20; before++) {
      byte[] larger = new byte[before + text.length + 20];
      Arrays.fill(larger, (byte) '"');
      System.arraycopy(text, 0, larger, before, text.length);
      assertTrue(tape.parse(larger, before, text.length, JsonLimits.DEFAULT));
      assertEquals(before, tape.start(0));
      assertEquals(text.length, tape.length(0));
    }
  }

  @Test
  void refusesTheSampleCutAtEveryByte() {
    byte[] text = utf8(SAMPLE);
    for (int length = 0; length < text.length; length++) {
      assertFalse(tape.parse(text, 0, length, JsonLimits.DEFAULT), "cut at " + length);
      assertEquals("unexpected end", tape.fault());
      assertEquals(length, tape.faultOffset());
    }
    assertTrue(tape.parse(text, 0, text.length, JsonLimits.DEFAULT));
    assertEquals("", tape.fault());
  }

  /** Text as Latin-1, so that a test can write single bytes; {@code ~} stands for a line feed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a:1}|1|expected a key in quotes",
        "{'a':1}|1|expected a key in quotes",
        "{1:1}|1|expected a key in quotes",
        "{,}|1|expected a key in quotes",
        "{\"a\":1,}|7|expected a key in quotes",
        "{\"a\" 1}|5|expected :",
        "{\"a\"::1}|5|expected a value",
        "{\"a\":}|5|expected a value",
        "{\"a\":1 \"b\":2}|7|expected , or }",
        "{\"a\":1]|6|expected , or }",
        "[1}|2|expected , or ]",
        "[1 true]|3|expected , or ]",
        "[1,]|3|expected a value",
        "[,1]|1|expected a value",
        "[1,,2]|3|expected a value",
        "]|0|expected a value",
        "1 2|2|nothing but white space may follow the root",
        "{}}|2|nothing but white space may follow the root",
        "{}~#|3|nothing but white space may follow the root",
        "[01]|2|leading zero",
        "[-012]|3|leading zero",
        "[-]|2|expected a digit",
        "[-a]|2|expected a digit",
        "[1.]|3|expected a digit",
        "[1.e1]|3|expected a digit",
        "[1e]|3|expected a digit",
        "[1e+]|4|expected a digit",
        "[1.5.5]|4|expected , or ]",
        "[+1]|1|expected a value",
        "[.5]|1|expected a value",
        "[0x1]|2|expected , or ]",
        "[1_0]|2|expected , or ]",
        "[NaN]|1|expected a value",
        "[Infinity]|1|expected a value",
        "[tru]|4|expected true, false or null",
        "[truE]|4|expected true, false or null",
        "[nul]|4|expected true, false or null",
        "[falze]|4|expected true, false or null",
        "[truee]|5|expected , or ]",
        "[\"a~b\"]|3|control character in a string",
        "[\"abcdefgh~\"]|10|control character in a string",
        "[\"\\x\"]|3|unknown escape",
        "[\"\\'\"]|3|unknown escape",
        "[\"\\u12g4\"]|6|unknown escape",
        "[\"\\u\"]|4|unknown escape",
        "[\"\\U0041\"]|3|unknown escape",
        "[\"\u0080\"]|2|not UTF-8",
        "[\"\u00c0\u0080\"]|2|not UTF-8",
        "[\"\u00c1\u00bf\"]|2|not UTF-8",
        "[\"\u00c3(\"]|3|not UTF-8",
        "[\"\u00e0\u009f\u00bf\"]|3|not UTF-8",
        "[\"\u00ed\u00a0\u0080\"]|3|not UTF-8",
        "[\"\u00e2\u0082\"]|4|not UTF-8",
        "[\"\u00f0\u008f\u00bf\u00bf\"]|3|not UTF-8",
        "[\"\u00f4\u0090\u0080\u0080\"]|3|not UTF-8",
        "[\"\u00f5\u0080\u0080\u0080\"]|2|not UTF-8",
        "[\"\u00f0\u009f\u0098x\"]|5|not UTF-8",
        "[\u00a01]|1|expected a value",
        "\u00ef\u00bb\u00bf{}|0|byte order mark",
        "[\"a|3|unexpected end",
        "[\"\\|3|unexpected end",
        "[\"\\u00|6|unexpected end",
        "[\"\u00e2\u0082|4|unexpected end",
        "[1.|3|unexpected end",
        "[-|2|unexpected end",
        "fals|4|unexpected end",
        "{\"a\"|4|unexpected end",
        "{|1|unexpected end",
        "[[]|3|unexpected end",
        "``|0|unexpected end",
      })
  void refusesAtTheFirstByteThatCannotStandThere(String latin1, int offset, String rule) {
    assertFault(latin1.replace('~', '\n').getBytes(ISO_8859_1), offset, rule);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x01, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1f})
  void refusesControlCharactersInStringsAndKeys(int control) {
    assertFault(new byte[] {'"', (byte) control, '"'}, 1, "control character in a string");
    byte[] key = {'{', '"', 'a', (byte) control, '"', ':', '1', '}'};
    assertFault(key, 3, "control character in a string");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x0b, 0x0c, 0x1f, 0x7f, 0x85, 0xa0})
  void takesOnlyFourBytesForWhiteSpace(int odd) {
    assertFault(new byte[] {'1', (byte) odd}, 1, "nothing but white space may follow the root");
    assertFault(new byte[] {(byte) odd, '1'}, 0, "expected a value");
    assertFault(new byte[] {'[', '1', ' ', (byte) odd, ']'}, 3, "expected , or ]");
  }

  @Test
  void acceptsDelAndAllOfUnicodeInStrings() {
    accept("\"\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff\"");
  }

  @Test
  void limitsDepth() {
    JsonLimits limits = new JsonLimits(3, 9, 9, 9);
    assertTrue(parse("[[]]", limits));
    assertTrue(parse("[{\"a\":[]},[[]]]", limits));
    assertFault(utf8("[{\"a\":[[]]}]"), limits, 7, "nested too deep");
    assertFault(utf8("[[[{}]]]"), limits, 3, "nested too deep");
    assertFault(utf8("[[["), limits, 3, "unexpected end");
    assertFault(utf8("[]"), new JsonLimits(0, 9, 9, 9), 0, "nested too deep");
  }

  @Test
  void limitsNumberLength() {
    JsonLimits limits = new JsonLimits(9, 4, 9, 9);
    assertTrue(parse("[123]", limits));
    assertTrue(parse("[-1.5]", limits));
    assertFault(utf8("[-1.55]"), limits, 5, "number too long");
    assertFault(utf8("[1234567890.]"), limits, 5, "number too long");
    assertFault(utf8("12345"), limits, 4, "number too long");
    assertFault(utf8("123."), limits, 4, "unexpected end");
  }

  @Test
  void limitsStringLengthInBytesAsWritten() {
    JsonLimits limits = new JsonLimits(9, 9, 12, 9);
    assertTrue(parse("[\"12345678901\"]", limits));
    assertTrue(parse("[\"123456789012\"]", limits));
    assertTrue(parse("[\"\\u0061\u00e9\u00e9\u00e9\"]", limits));
    assertFault(utf8("[\"1234567890123\"]"), limits, 14, "string too long");
    assertFault(utf8("[\"\\u0061\u00e9\u00e9\u00e9a\"]"), limits, 14, "string too long");
    assertFault(utf8("{\"1234567890123\":1}"), limits, 14, "string too long");
    assertFault(utf8("[\"1234567890123"), limits, 14, "string too long");
    assertFault(utf8("[\"123456789012345678\n"), limits, 14, "string too long");
    assertFault(utf8("[\"123456789012"), limits, 14, "unexpected end");
    assertFault(utf8("[\"123456789012\n"), limits, 14, "string too long");
    assertFault(utf8("[\"12345678901\n"), limits, 13, "control character in a string");
  }

  @Test
  void limitsKeysOfOneObject() {
    JsonLimits limits = new JsonLimits(9, 9, 9, 2);
    assertTrue(parse("{\"a\":1}", limits));
    assertTrue(parse("{\"a\":{\"a\":1,\"b\":2},\"b\":[1,2,3,4]}", limits));
    assertFault(utf8("{\"a\":1,\"b\":2, \"a\":3}"), limits, 14, "too many keys in one object");
    assertFault(utf8("[{\"a\":1,\"b\":{},\"c\":3}]"), limits, 15, "too many keys in one object");
    assertFault(utf8("{\"a\":1}"), new JsonLimits(9, 9, 9, 0), 1, "too many keys in one object");
  }

  @Test
  void documentedLimitsHoldAtTheirEdge() {
    assertTrue(parse(nested(64), JsonLimits.DEFAULT));
    assertFault(utf8(nested(65)), 64, "nested too deep");
    assertTrue(parse("1".repeat(256), JsonLimits.DEFAULT));
    assertFault(utf8("1".repeat(257)), 256, "number too long");
    assertTrue(parse('"' + "a".repeat(65536) + '"', JsonLimits.DEFAULT));
    assertFault(utf8('"' + "a".repeat(65537) + '"'), 65537, "string too long");
    assertTrue(parse(objectOf(1000), JsonLimits.DEFAULT));
    assertFalse(parse(objectOf(1001), JsonLimits.DEFAULT));
  }

  @Test
  void growsForATextOfManyNodesAndGivesTheMemoryBack() {
    int elementCount = 500_000;
    String many = "[" + "1,".repeat(elementCount - 1) + "1]";
    accept(many);
    assertEquals(elementCount, tape.count(0));
    assertEquals(elementCount + 1, tape.next(0));
    assertEquals(many.length() - 2, tape.start(elementCount));
    assertTrue(tape.capacity() > elementCount);
    accept("[1]");
    assertTrue(tape.capacity() < 1_000, "nodes kept: " + tape.capacity());
  }

  @Test
  void keepsTheMemoryThatTextsOfUsualSizeNeed() {
    accept("[" + "1,".repeat(50_000) + "1]");
    int capacity = tape.capacity();
    accept("[1]");
    assertEquals(capacity, tape.capacity());
  }

  @Test
  void readsAnotherTextAfterAFault() {
    assertFault(utf8("[[[1,2,{\"a\":"), 12, "unexpected end");
    accept("{\"a\":[1]}");
    assertEquals(1, tape.count(0));
    assertArrayEquals(utf8("[1]"), utf8(textOf(tape.member(0, utf8("a")))));
  }

  private void accept(String text) {
    assertTrue(parse(text, JsonLimits.DEFAULT), () -> tape.fault() + " at " + tape.faultOffset());
  }

  private boolean parse(String text, JsonLimits limits) {
    byte[] bytes = utf8(text);
    return tape.parse(bytes, 0, bytes.length, limits);
  }

  private void assertFault(byte[] text, int offset, String rule) {
    assertFault(text, JsonLimits.DEFAULT, offset, rule);
  }

  private void assertFault(byte[] text, JsonLimits limits, int offset, String rule) {
    byte[] larger = new byte[text.length + 7];
    System.arraycopy(text, 0, larger, 5, text.length);
    assertFalse(tape.parse(larger, 5, text.length, limits));
    assertEquals(rule + " at " + offset, tape.fault() + " at " + tape.faultOffset());
  }

  private void assertNode(int node, int kind, int start, int length, int next) {
    assertEquals(kind, tape.kind(node));
    assertEquals(start, tape.start(node));
    assertEquals(length, tape.length(node));
    assertEquals(next, tape.next(node));
  }

  private String textOf(int node) {
    return new String(tape.bytes(), tape.start(node), tape.length(node), UTF_8);
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static String objectOf(int keyCount) {
    StringBuilder text = new StringBuilder("{");
    for (int key = 0; key < keyCount; key++) {
      text.append(key == 0 ? "" : ",").append("\"k").append(key).append("\":").append(key);
    }
    return text.append('}').toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
