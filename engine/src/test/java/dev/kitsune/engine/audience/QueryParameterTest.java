package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryParameterTest {
  private static final String NONE = "none";

  private final RecordedEvents events = new RecordedEvents();
  private final EventScratch scratch = new EventScratch();

  @ParameterizedTest(name = "{0} has {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'query':{'q':'1'}|1",
        "'query':{'q':'1'},'search':'?q=2'|1",
        "'query':{'q':''},'search':'?q=2'|^^",
        "'query':{'q':null},'search':'?q=2'|2",
        "'query':{'Q':'1'},'search':'?q=2'|2",
        "'query':{'q':'1','q':'2'}|2",
        "'query':{'\\u0071':'\\u00e9'}|é",
        "'query':{'q':1.50}|1.50",
        "'query':{'q':false}|false",
        "'query':{'q':[1, 'a']}|[1,\"a\"]",
        "'query':{'q':null}|none",
        "'query':{}|none",
      })
  void readsTheQueryThenTheSearch(String page, String expected) {
    assertEquals(expected, find("q", page));
  }

  @ParameterizedTest(name = "{0} has {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "?q=1|1",
        "q=1|1",
        "??q=1|none",
        "?q=1&q=2|1",
        "?a=0&q=1|1",
        "?&&q=1&|1",
        "?q|^^",
        "?q=|^^",
        "?q&q=1|^^",
        "?q=a=b=|a=b=",
        "?=1|none",
        "?qq=1&xq=2|none",
        "?Q=1|none",
        "?%71=1|1",
        "?q=%C3%A9%f0%9f%98%80|é😀",
        "?q=a+b%2B|a b+",
        "?q=%26%3D|&=",
        "?q=%|%",
        "?q=%4|%4",
        "?q=%zz%4g%41|%zz%4gA",
        "?q=%é|%é",
        "?q=%&a=1|%",
        "?q=1#f|1#f",
        "?|none",
        "^^|none",
      })
  void parsesTheSearch(String search, String expected) {
    assertEquals(expected, find("q", "'search':'" + search + "'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "é", "a&b", "a=b", "utm_source"})
  void decodesNames(String name) {
    String encoded = name.replace("&", "%26").replace("=", "%3d").replace(' ', '+');
    assertEquals("1", find(name, "'search':'?x=0&" + encoded + "=1'"));
  }

  @Test
  void unescapesTheSearchBeforeItIsParsed() {
    assertEquals("é/", find("q", "'search':'\\u003fq=\\u00e9\\/'"));
  }

  @Test
  void anEscapeThatIsCutOffTakesNothingOfTheSearchBefore() {
    assertEquals("DDDD", find("q", "'search':'\\u003fq=%44%44%44%44'"));
    assertEquals("D%4", find("q", "'search':'\\u003fq=%44%4'"));
  }

  @Test
  void keepsBytesThatAreNoText() {
    find("q", "'search':'?q=%ff'");
    assertTrue(scratch.isFound);
    assertEquals(1, scratch.text.length());
    assertEquals((byte) 0xff, scratch.text.at(0));
  }

  private String find(String name, String contextPage) {
    scratch.isFound = false;
    QueryParameter.read(events.pageWith(contextPage), 0, name.getBytes(UTF_8), scratch);
    return scratch.isFound ? scratch.text.toString() : NONE;
  }
}
