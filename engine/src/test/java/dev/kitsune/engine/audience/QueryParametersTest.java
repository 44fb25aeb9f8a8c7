package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.event.EventBatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryParametersTest {
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

  @Test
  void findsEachOfManyNamesWhereItIs() {
    String page = "'query':{'b':'1','c':null,'x':'0'},'search':'?a=2&b=3&c=4&a=5&y=6&%64'";
    assertEquals(
        List.of("2", "1", "4", "", NONE), findAll(page, List.of("a", "b", "c", "d", "none")));
  }

  @Test
  void aNameThatIsWantedTwiceIsFoundForBoth() {
    assertEquals(List.of("1", "1"), findAll("'search':'?a=1'", List.of("a", "a")));
  }

  @Test
  void forgetsWhatTheEventBeforeHad() {
    List<String> names = List.of("a", "b");
    QueryParameters parameters = new QueryParameters(numbers(names));
    parameters.find(events.pageWith("'query':{'a':'1'},'search':'?b=2'"), 0, scratch);
    EventBatch second = events.pageWith("'query':{},'search':'?x=3'");
    parameters.find(second, 0, scratch);
    assertEquals(NONE, read(parameters, second, 0));
    assertEquals(NONE, read(parameters, second, 1));
  }

  private String find(String name, String contextPage) {
    return findAll(contextPage, List.of("decoy", name)).get(1);
  }

  private List<String> findAll(String contextPage, List<String> names) {
    NameNumbers numbers = numbers(names);
    QueryParameters parameters = new QueryParameters(numbers);
    EventBatch event = events.pageWith(contextPage);
    parameters.find(event, 0, scratch);
    return names.stream().map(name -> read(parameters, event, numbers.number(name))).toList();
  }

  private String read(QueryParameters parameters, EventBatch event, int parameter) {
    scratch.clearValue();
    parameters.read(event, parameter, scratch);
    return scratch.isFound ? scratch.text.toString() : NONE;
  }

  private static NameNumbers numbers(List<String> names) {
    NameNumbers numbers = new NameNumbers();
    names.forEach(numbers::number);
    return numbers;
  }
}
