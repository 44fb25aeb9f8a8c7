package dev.kitsune.engine.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final int ROUND_COUNT = 50_000;
  private static final int YEAR_COUNT = 10_000;

  @Test
  void readsEveryDayOfTheYears0To9999() {
    LocalDate end = LocalDate.of(9999, 12, 31);
    for (LocalDate day = LocalDate.of(0, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
      assertEquals(day.toEpochDay() * 86_400_000L, parse(day.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uuuu-MM-dd",
        "uuuu-MM-dd'T'HH:mm",
        "uuuu-MM-dd'T'HH:mm:ss",
        "uuuu-MM-dd'T'HH:mm:ss.SSS",
        "uuuu-MM-dd't'HH:mm:ss.S",
        "uuuu-MM-dd HH:mm:ss.SSSSSSSSS",
        "uuuu-MM-dd'T'HH:mm:ss,SS",
        "uuuu-MM-dd'T'HH:mm'Z'",
        "uuuu-MM-dd'T'HH:mm:ss.SSS'z'"
      })
  void readsATimeWithoutOffsetAsUtc(String pattern) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    SplittableRandom random = new SplittableRandom(pattern.hashCode());
    for (int i = 0; i < ROUND_COUNT / 10; i++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(second(random), nanos(random), ZoneOffset.UTC);
      String text = format.format(time);
      assertEquals(byFormat(format, text), parse(text), text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"XXX", "XX", "xxx", "xx", "x"})
  void readsAnyOffset(String offsetPattern) {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS" + offsetPattern, Locale.ROOT);
    SplittableRandom random = new SplittableRandom(offsetPattern.hashCode());
    for (int i = 0; i < ROUND_COUNT; i++) {
      int hours = random.nextInt(-17, 18);
      int minutes = random.nextInt(0, 60) * (hours < 0 ? -1 : 1);
      OffsetDateTime time =
          Instant.ofEpochSecond(second(random), random.nextInt(1_000) * 1_000_000L)
              .atOffset(ZoneOffset.ofHoursMinutes(hours, minutes));
      if (time.getYear() >= 0 && time.getYear() < YEAR_COUNT) {
        String text = format.format(time);
        assertEquals(time.toInstant().toEpochMilli(), parse(text), text);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2022-10-10T24:00:00Z, 2022-10-11T00:00:00Z",
    "2022-10-10T24:00, 2022-10-11T00:00:00Z",
    "2022-10-10T24:00:00.000+02:00, 2022-10-10T22:00:00Z",
    "2022-10-10T00:00:00-00:00, 2022-10-10T00:00:00Z",
    "2022-10-10T00:00:00+23:59, 2022-10-09T00:01:00Z",
    "2022-10-10T00:00:00.9999999999999999Z, 2022-10-10T00:00:00.999Z",
    "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z",
    "2000-02-29T00:00Z, 2000-02-29T00:00:00Z"
  })
  void readsTheEdgesOfTheFormat(String text, Instant expected) {
    assertEquals(expected.toEpochMilli(), parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2022",
        "2022-10",
        "2022-10-1",
        "2022-1-10",
        "2022-10-100",
        "2022/10/10",
        "20221010",
        "20221010T143651Z",
        "+2022-10-10",
        "-022-10-10",
        "12022-10-10",
        "2022-00-10",
        "2022-13-10",
        "2022-10-00",
        "2022-10-32",
        "2022-04-31",
        "2022-02-29",
        "1900-02-29",
        "2022-10-10T",
        "2022-10-10T14",
        "2022-10-10T14Z",
        "2022-10-10T14:3",
        "2022-10-10T1:36",
        "2022-10-10T14:36:5",
        "2022-10-10T14:36:",
        "2022-10-10T14:36:51.",
        "2022-10-10T14:36:51.Z",
        "2022-10-10T14:36.5Z",
        "2022-10-10T25:00:00Z",
        "2022-10-10T24:00:01Z",
        "2022-10-10T24:01Z",
        "2022-10-10T24:00:00.001Z",
        "2022-10-10T14:60:00Z",
        "2022-10-10T14:36:60Z",
        "2022-10-10T14:36:51ZZ",
        "2022-10-10T14:36:51 Z",
        "2022-10-10T14:36:51U",
        "2022-10-10T14:36:51+",
        "2022-10-10T14:36:51+2",
        "2022-10-10T14:36:51+2:00",
        "2022-10-10T14:36:51+24:00",
        "2022-10-10T14:36:51+02:60",
        "2022-10-10T14:36:51+02-00",
        "2022-10-10T14:36:51+02:0",
        "2022-10-10T14:36:51*02:00",
        "2022-10-10T14:36:51+02:00:00",
        "2022-10-10T14:36:51.262Z ",
        " 2022-10-10T14:36:51.262Z",
        "2022-10-10X14:36:51.262Z",
        "2022-10-10T14:36:51.262Z[UTC]",
        "２022-10-10",
        "Mon Oct 10 2022"
      })
  void refusesWhatIsNoTime(String text) {
    assertEquals(Timestamps.NONE, parse(text));
  }

  /** Whatever becomes of a text with one byte changed, it is read as java.time reads it. */
  @Test
  void agreesWithJavaTimeOnTextsWithOneByteChanged() {
    SplittableRandom random = new SplittableRandom(11);
    String alphabet = "0123456789-:.+TZ ";
    int readCount = 0;
    for (int i = 0; i < ROUND_COUNT; i++) {
      StringBuilder text = new StringBuilder(time(random));
      char other = alphabet.charAt(random.nextInt(alphabet.length()));
      text.setCharAt(random.nextInt(text.length()), other);
      long expected = byJavaTime(text.toString());
      assertEquals(expected, parse(text.toString()), text::toString);
      readCount += expected == Timestamps.NONE ? 0 : 1;
    }
    assertNotEquals(0, readCount);
    assertNotEquals(ROUND_COUNT, readCount);
  }

  @Test
  void refusesEveryTextCutShortWithinTheDateOrTheMinutes() {
    String whole = "2022-10-10T14:36:51.262+02:00";
    for (int length = 0; length < 16; length++) {
      long expected = length == 10 ? parse("2022-10-10") : Timestamps.NONE;
      assertEquals(expected, parse(whole.substring(0, length)), "cut at " + length);
    }
  }

  private static String time(SplittableRandom random) {
    return Instant.ofEpochSecond(second(random), 123_000_000).toString();
  }

  private static long byJavaTime(String text) {
    boolean isSpaced = text.length() > 10 && text.charAt(10) == ' ';
    String iso = isSpaced ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    try {
      return DateTimeFormatter.ISO_DATE_TIME.parseBest(
                  iso, OffsetDateTime::from, LocalDateTime::from)
              instanceof OffsetDateTime time
          ? time.toInstant().toEpochMilli()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeParseException e) {
      return Timestamps.NONE;
    }
  }

  private static long byFormat(DateTimeFormatter format, String text) {
    TemporalAccessor read = format.parseBest(text, LocalDateTime::from, LocalDate::from);
    LocalDateTime time =
        read instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(read);
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** A second of the years 1 to 9998. */
  private static long second(SplittableRandom random) {
    return random.nextLong(-62_135_596_800L, 253_370_764_800L);
  }

  private static int nanos(SplittableRandom random) {
    return random.nextInt(1_000_000_000);
  }

  private static long parse(String text) {
    byte[] bytes = ("9" + text + "9").getBytes(UTF_8);
    return Timestamps.parse(bytes, 1, bytes.length - 2);
  }
}
