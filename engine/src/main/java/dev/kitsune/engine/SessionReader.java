package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.JsonValues;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.SessionClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Makes a value of a record's session. Owned by one thread. */
final class SessionReader {
  private static final byte[] PATH = ascii("path");
  private static final byte[] QUERY = ascii("query");
  private static final byte[] REFERRER = ascii("referrer");
  private static final byte[] SEARCH = ascii("search");
  private static final byte[] URL = ascii("url");
  private static final int AVERAGE_DIGITS = 9;
  private static final long AVERAGE_UNIT = 1_000_000_000L;
  private static final long WHOLE_UNITS_MAX = Long.MAX_VALUE / 1_000_000_000L - 1;
  private static final long EXACT_MAX = 1L << 53;

  private final ByteSlice slice = new ByteSlice();
  private final JsonTape tape = new JsonTape();

  Session read(ProfileRecord record) {
    long activeS = SessionClock.activeSessionS(record);
    int count = record.sessionCount();
    return new Session(
        new UUID(record.sessionIdHigh(), record.sessionIdLow()).toString(),
        count > 1,
        landingPage(record.landingPage(slice)),
        count,
        activeS,
        average(record.pastSessionsS() + activeS, count));
  }

  /** The quotient to nine decimals, rounded half up, as answers show it. */
  private static double average(long total, int count) {
    long whole = total / count;
    long fraction = (total % count * AVERAGE_UNIT * 2 / count + 1) / 2;
    if (fraction == 0) {
      return whole;
    }
    if (whole > WHOLE_UNITS_MAX) {
      BigDecimal part = BigDecimal.valueOf(fraction, AVERAGE_DIGITS);
      return BigDecimal.valueOf(whole).add(part).doubleValue();
    }
    long units = whole * AVERAGE_UNIT + fraction;
    return units <= EXACT_MAX
        ? (double) units / AVERAGE_UNIT
        : BigDecimal.valueOf(units, AVERAGE_DIGITS).doubleValue();
  }

  private Page landingPage(ByteSlice json) {
    if (json.length() == 0) {
      return Page.NONE;
    }
    if (!JsonValues.parse(tape, json.array(), json.offset(), json.length())) {
      throw new IllegalStateException(
          "a landing page is no JSON: " + tape.fault() + " at byte " + tape.faultOffset());
    }
    return new Page(text(PATH), query(), text(REFERRER), text(SEARCH), text(URL));
  }

  private String text(byte[] name) {
    return JsonValues.text(tape, tape.member(0, name));
  }

  private Map<String, String> query() {
    int query = tape.member(0, QUERY);
    Map<String, String> parameters = new LinkedHashMap<>();
    int end = tape.next(query);
    for (int key = query + 1; key < end; key = tape.nextKey(key)) {
      parameters.put(JsonValues.text(tape, key), JsonValues.text(tape, key + 1));
    }
    return parameters;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
