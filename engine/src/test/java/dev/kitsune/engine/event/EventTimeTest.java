package dev.kitsune.engine.event;

import static dev.kitsune.engine.event.RequestTexts.TRACK;
import static dev.kitsune.engine.event.RequestTexts.body;
import static dev.kitsune.engine.event.RequestTexts.withMembers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.error.ExperienceException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of an event: what it tells, if that can be believed, else the time of receipt. */
class EventTimeTest {
  private static final long RECEIVED_MS = Instant.parse("2022-10-10T14:36:51.262Z").toEpochMilli();
  private static final long FIVE_MINUTES_MS = 300_000;

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);

  @Test
  void isTheReceiptWhereTheEventTellsNone() {
    byte[] body = body(TRACK).getBytes(UTF_8);
    assertEquals(RECEIVED_MS, reader.readEvents(body, 0, body.length, RECEIVED_MS).timeMs(0));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"2022-10-10T14:36:51.262Z\"`, 2022-10-10T14:36:51.262Z",
        "`\"2022-10-10T16:36:51+02:00\"`, 2022-10-10T14:36:51Z",
        "`\"2022-10-10\"`, 2022-10-10T00:00:00Z",
        "`\"2022\\u002d10-10\"`, 2022-10-10T00:00:00Z",
        "`\"1969-12-31T23:59:59.999Z\"`, 1969-12-31T23:59:59.999Z",
        "`1665412611262`, 2022-10-10T14:36:51.262Z",
        "`1.665412611262e12`, 2022-10-10T14:36:51.262Z",
        "`1665412611261.9`, 2022-10-10T14:36:51.261Z",
        "`0`, 1970-01-01T00:00:00Z",
        "`-0.5`, 1969-12-31T23:59:59.999Z",
        "`-1`, 1969-12-31T23:59:59.999Z"
      })
  void isWhatTheEventTells(String timestamp, Instant expected) {
    assertEquals(expected.toEpochMilli(), timeMs(timestamp));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"now\"",
        "\"1665412611262\"",
        "\"2022-10-10T25:00:00Z\"",
        "\"2022-02-29\"",
        "\"Mon, 10 Oct 2022 14:36:51 GMT\"",
        "1e400",
        "-1e400",
        "8640000000000001",
        "-8640000000000001"
      })
  void isTheReceiptWhereWhatTheEventTellsIsNoTime(String timestamp) {
    assertEquals(RECEIVED_MS, timeMs(timestamp));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "false", "{}", "[]", "[1665412611262]"})
  void refusesATimestampThatIsNeitherTextNorNumber(String timestamp) {
    ExperienceException refused = assertThrows(ExperienceException.class, () -> timeMs(timestamp));
    assertTrue(refused.detail().startsWith("events[0].timestamp must be "), refused::detail);
  }

  @Test
  void isBelievedUpToFiveMinutesAhead() {
    for (long aheadMs : new long[] {-1, 0, 1, FIVE_MINUTES_MS - 1, FIVE_MINUTES_MS}) {
      long ms = RECEIVED_MS + aheadMs;
      assertEquals(ms, timeMs(Long.toString(ms)));
      assertEquals(ms, timeMs('"' + Instant.ofEpochMilli(ms).toString() + '"'));
    }
  }

  @Test
  void isTheReceiptWhereTheEventIsFurtherAhead() {
    for (long aheadMs : new long[] {FIVE_MINUTES_MS + 1, 2 * FIVE_MINUTES_MS, 1L << 50}) {
      long ms = RECEIVED_MS + aheadMs;
      assertEquals(RECEIVED_MS, timeMs(Long.toString(ms)));
    }
    long justTooFarMs = RECEIVED_MS + FIVE_MINUTES_MS + 1;
    String justTooFar = Instant.ofEpochMilli(justTooFarMs).toString();
    assertEquals(RECEIVED_MS, timeMs('"' + justTooFar + '"'));
  }

  @Test
  void isBelievedHoweverLongAgo() {
    assertEquals(-62_167_219_200_000L, timeMs("\"0000-01-01T00:00:00Z\""));
    assertEquals(-8_640_000_000_000_000L, timeMs("-8640000000000000"));
  }

  private long timeMs(String timestamp) {
    String event = withMembers(TRACK, "\"timestamp\":" + timestamp);
    byte[] body = body(TRACK, event).getBytes(UTF_8);
    String alone = body(event);
    byte[] bytes = alone.getBytes(UTF_8);
    long timeMs = reader.readEvents(bytes, 0, bytes.length, RECEIVED_MS).timeMs(0);
    assertEquals(timeMs, reader.readEvents(body, 0, body.length, RECEIVED_MS).timeMs(1));
    return timeMs;
  }
}
