package dev.kitsune.engine.event;

import static dev.kitsune.engine.event.RequestTexts.IDENTIFY;
import static dev.kitsune.engine.event.RequestTexts.TRACK;
import static dev.kitsune.engine.event.RequestTexts.body;
import static dev.kitsune.engine.event.RequestTexts.repeated;
import static dev.kitsune.engine.event.RequestTexts.with;
import static dev.kitsune.engine.event.RequestTexts.withMembers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of one request, each just met and just missed. */
class EventReaderLimitsTest {
  private static final String BATCH_TRACK = withMembers(TRACK, "\"anonymousId\":\"a\"");
  private static final String BATCH_IDENTIFY = withMembers(IDENTIFY, "\"anonymousId\":\"a\"");

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 199, 200})
  void takes1To200Events(int count) {
    assertEquals(count, read(repeated(TRACK, count)));
    assertEquals(count, readBatch(repeated(BATCH_TRACK, count)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 201, 202})
  void refusesNoEventAndMoreThan200(int count) {
    assertRefused(repeated(TRACK, count), "events must have 1 to 200 ");
    assertRefusedBatch(repeated(BATCH_TRACK, count), "events must have 1 to 200 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 49, 50})
  void takesUpTo50IdentifyEventsInABatch(int count) {
    assertEquals(count + 1, readBatch(identifying(count)));
  }

  @Test
  void refuses51IdentifyEventsInABatchOnly() {
    assertRefusedBatch(identifying(51), "events must have at most 50 identify events");
    assertEquals(200, read(repeated(IDENTIFY, 200)));
  }

  @Test
  void countsIdentifyEventsOfEachBatchAnew() {
    assertEquals(51, readBatch(identifying(50)));
    assertEquals(51, readBatch(identifying(50)));
  }

  @ParameterizedTest
  @CsvSource({
    "a, 1, 255",
    "a, 1, 256",
    "\u00e9, 2, 128",
    "\u20ac, 3, 85",
    "\ud83d\ude00, 4, 64",
    "\\u0061, 1, 256",
    "\\u00e9, 2, 128",
    "\\ud83d\\ude00, 4, 64",
    "\\n, 1, 256"
  })
  void takesIdsOf256BytesHoweverTheyAreWritten(String written, int length, int count) {
    assertTrue(length * count <= 256);
    String id = written.repeat(count);
    assertEquals(1, read(body(with(IDENTIFY, "\"user\"", quoted(id)))));
    assertEquals(1, readBatch(body(with(BATCH_IDENTIFY, "\"user\"", quoted(id)))));
    assertEquals(1, readBatch(body(with(BATCH_TRACK, "\"a\"", quoted(id)))));
  }

  @ParameterizedTest
  @CsvSource({
    "a, 1, 257",
    "\u00e9, 2, 129",
    "\u20ac, 3, 86",
    "\ud83d\ude00, 4, 65",
    "\\u0061, 1, 257",
    "\\u00e9, 2, 129",
    "\\ud83d\\ude00, 4, 65",
    "\\n, 1, 257"
  })
  void refusesIdsOfMoreThan256Bytes(String written, int length, int count) {
    assertTrue(length * count > 256);
    String id = written.repeat(count);
    String userId = "events[0].userId must be at most 256 bytes";
    assertRefused(body(with(IDENTIFY, "\"user\"", quoted(id))), userId);
    assertRefusedBatch(body(with(BATCH_IDENTIFY, "\"user\"", quoted(id))), userId);
    assertRefusedBatch(
        body(BATCH_TRACK, with(BATCH_TRACK, "\"a\"", quoted(id))),
        "events[1].anonymousId must be at most 256 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "x\\udc00y", "\\ud83dx", "\\ude00\\ud83d"})
  void refusesIdsThatUtf8CannotHold(String id) {
    assertRefused(body(with(IDENTIFY, "\"user\"", quoted(id))), "events[0].userId must be text");
    assertRefusedBatch(
        body(with(BATCH_TRACK, "\"a\"", quoted(id))), "events[0].anonymousId must be text");
  }

  @ParameterizedTest
  @ValueSource(ints = {32 * 1024 - 1, 32 * 1024})
  void takesTraitsOf32KiB(int length) {
    assertEquals(1, read(body(with(IDENTIFY, "{}", traits(length, 'x')))));
    assertEquals(1, read(body(with(IDENTIFY, "{}", traits(length, '\u00e9')))));
  }

  @Test
  void refusesTraitsOfMoreThan32KiB() {
    String place = "events[1].traits must be at most 32768 bytes";
    assertRefused(body(TRACK, with(IDENTIFY, "{}", traits(32 * 1024 + 1, 'x'))), place);
    assertRefused(body(TRACK, with(IDENTIFY, "{}", traits(32 * 1024 + 1, '\u00e9'))), place);
  }

  @Test
  void takesManyTraitsInOneRequest() {
    String event = with(IDENTIFY, "{}", traits(32 * 1024, 'x'));
    assertEquals(31, read(repeated(event, 31)));
  }

  @ParameterizedTest
  @ValueSource(ints = {(1 << 20) - 1, 1 << 20})
  void takesABodyOf1MiB(int length) {
    assertEquals(1, read(padded(body(TRACK), length)));
  }

  @Test
  void refusesABodyOfMoreThan1MiBWhateverItHolds() {
    assertRefused(padded(body(TRACK), (1 << 20) + 1), "body must be at most 1048576 bytes");
    assertRefused(padded("}", (1 << 20) + 1), "body must be at most 1048576 bytes");
  }

  /* The root, the events, the event and its properties are the first four levels. */
  @Test
  void takes64LevelsAndNotOneMore() {
    assertEquals(1, read(body(nested(60))));
    assertRefused(body(nested(61)), "body must be valid JSON: ");
  }

  @Test
  void takesNumbersOf256CharactersAndNotOneMore() {
    assertEquals(1, read(body(withMembers(TRACK, "\"n\":" + "1".repeat(256)))));
    assertRefused(body(withMembers(TRACK, "\"n\":" + "1".repeat(257))), "body must be valid JSON");
  }

  @Test
  void takesStringsOf64KiBAndNotOneMore() {
    assertEquals(1, read(body(with(TRACK, "order", "o".repeat(64 * 1024)))));
    assertRefused(body(with(TRACK, "order", "o".repeat(64 * 1024 + 1))), "body must be valid JSON");
  }

  @Test
  void takes1000KeysInOneObjectAndNotOneMore() {
    assertEquals(1, read(body(withMembers(TRACK, "\"properties\":{" + keys(1_000) + "}"))));
    assertRefused(
        body(withMembers(TRACK, "\"properties\":{" + keys(1_001) + "}")), "body must be valid");
  }

  @Test
  void keepsToTheLimitsItWasGiven() {
    EventLimits small = new EventLimits(EventLimits.DEFAULT.json(), 1 << 20, 3, 1, 4, 2);
    EventReader strict = new EventReader(small);
    byte[] met = body(BATCH_TRACK, BATCH_IDENTIFY, BATCH_TRACK).getBytes(UTF_8);
    assertEquals(3, strict.readBatch(met, 0, met.length, 0).count());
    for (String body :
        List.of(
            repeated(BATCH_TRACK, 4),
            repeated(BATCH_IDENTIFY, 2),
            body(with(BATCH_IDENTIFY, "\"user\"", "\"user1\"")),
            body(with(BATCH_IDENTIFY, "{}", "{ }")))) {
      byte[] bytes = body.getBytes(UTF_8);
      assertThrows(
          ExperienceException.class, () -> strict.readBatch(bytes, 0, bytes.length, 0), body);
    }
  }

  private static String identifying(int count) {
    List<String> events = new ArrayList<>(Collections.nCopies(count, BATCH_IDENTIFY));
    events.add(count / 2, BATCH_TRACK);
    return body(events);
  }

  /** A traits object of so many bytes, its value made of one character. */
  private static String traits(int length, char filler) {
    int rest = length - "{\"k\":\"\"}".length();
    int fillerLength = String.valueOf(filler).getBytes(UTF_8).length;
    String value =
        String.valueOf(filler).repeat(rest / fillerLength) + "x".repeat(rest % fillerLength);
    String traits = "{\"k\":\"" + value + "\"}";
    assertEquals(length, traits.getBytes(UTF_8).length);
    return traits;
  }

  private static String padded(String body, int length) {
    return body + " ".repeat(length - body.length());
  }

  private static String nested(int depth) {
    return withMembers(
        TRACK, "\"properties\":{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
  }

  private static String keys(int count) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < count; i++) {
      keys.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":0");
    }
    return keys.toString();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private int read(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return reader.readEvents(bytes, 0, bytes.length, 0).count();
  }

  private int readBatch(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return reader.readBatch(bytes, 0, bytes.length, 0).count();
  }

  private void assertRefused(String body, String place) {
    assertPlace(assertThrows(ExperienceException.class, () -> read(body)), place);
  }

  private void assertRefusedBatch(String body, String place) {
    assertPlace(assertThrows(ExperienceException.class, () -> readBatch(body)), place);
  }

  private static void assertPlace(ExperienceException refused, String place) {
    assertEquals(ErrorCode.INVALID_DATA, refused.code());
    assertTrue(refused.detail().startsWith(place), refused::detail);
  }
}
