package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMinifyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|{}",
        "`  1 `|1",
        "{ \"a\" : [ 1 , 2.50e+1 ] }|{\"a\":[1,2.50e+1]}",
        "[\" a  b \", \"\\\" \", \"\\\\\" , \" \\u0020\" ]|[\" a  b \",\"\\\" \",\"\\\\\",\""
            + " \\u0020\"]",
        "[ \"caf\u00e9 \u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 x\" , true ]|[\"caf\u00e9"
            + " \u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 x\",true]",
      })
  void dropsWhiteSpaceBetweenTokensOnly(String text, String expected) {
    assertEquals(expected, minify(text));
  }

  @Test
  void dropsEveryKindOfWhiteSpace() {
    assertEquals("[1,{\"a\":null}]", minify("\r\n[\t1 ,\r\n {\n\t\"a\"\n:\nnull\t}\r]\n\n"));
  }

  @Test
  void copiesTextWithoutWhiteSpaceAsItIs() {
    String text = "{\"key with spaces\":[1,2,\"a b c d e f g h i\",{\"x\":-0.0e-0}]}";
    assertEquals(text, minify(text));
  }

  @Test
  void readsNothingBehindTheRange() {
    byte[] larger = "[1, 2]  ,\"x\"".getBytes(UTF_8);
    ByteSink out = new ByteSink(1);
    JsonMinify.put(larger, 0, 6, out);
    JsonMinify.put(larger, 9, 3, out);
    assertEquals("[1,2]\"x\"", out.toString());
  }

  private static String minify(String text) {
    ByteSink out = new ByteSink(1);
    byte[] bytes = text.getBytes(UTF_8);
    JsonMinify.put(bytes, 0, bytes.length, out);
    return out.toString();
  }
}
