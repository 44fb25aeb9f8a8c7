package dev.kitsune.bench.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ParserBenchmarkTest {
  private static final List<String> REQUESTS =
      List.of(
          "requests/update/page.json",
          "requests/create/page.json",
          "requests/update/page-next-session.json",
          "json/accept/ours-page-event.json");

  static Stream<Arguments> parsersAndRequests() {
    return Stream.of(ParserKind.values())
        .flatMap(parser -> REQUESTS.stream().map(request -> Arguments.of(parser, request)));
  }

  @ParameterizedTest
  @MethodSource("parsersAndRequests")
  void allParsersGiveEqualFields(ParserKind parser, String request) throws IOException {
    PageFieldReader expected = read(ParserKind.JACKSON, request);
    PageFieldReader actual = read(parser, request);
    for (int field = 0; field < PageField.QUERY; field++) {
      assertEquals(expected.text(field), actual.text(field));
    }
    assertEquals("page", actual.text(PageField.TYPE));
    assertFalse(actual.memberTexts().isEmpty());
    assertEquals(expected.memberTexts(), actual.memberTexts());
  }

  @ParameterizedTest
  @EnumSource(ParserKind.class)
  void anotherRequestGivesOtherFields(ParserKind parser) throws IOException {
    PageFieldReader update = read(parser, "requests/update/page.json");
    PageFieldReader create = read(parser, "requests/create/page.json");
    assertNotEquals(update.text(PageField.MESSAGE_ID), create.text(PageField.MESSAGE_ID));
  }

  @ParameterizedTest
  @EnumSource(ParserKind.class)
  void noParserTakesHalfARequest(ParserKind parser) {
    byte[] body = "{\"events\":[{\"type\":\"page\"".getBytes(StandardCharsets.UTF_8);
    assertFalse(isRead(parser, body));
  }

  @Test
  void everyParserIsItsOwnCode() {
    long readers = Stream.of(ParserKind.values()).map(ParserBenchmarkTest::made).distinct().count();
    assertEquals(ParserKind.values().length - 1, readers); // two share the class of positions
  }

  private static Class<?> made(ParserKind parser) {
    return parser.newReader().getClass();
  }

  private static boolean isRead(ParserKind parser, byte[] body) {
    try {
      return parser.newReader().read(body);
    } catch (IOException | RuntimeException refused) {
      return false;
    }
  }

  private static PageFieldReader read(ParserKind parser, String request) throws IOException {
    ParserBenchmark benchmark = new ParserBenchmark();
    benchmark.parser = parser;
    benchmark.request = request;
    benchmark.readRequest();
    assertTrue(benchmark.read());
    return benchmark.reader();
  }
}
