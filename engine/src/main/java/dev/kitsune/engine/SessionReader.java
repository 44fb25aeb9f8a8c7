package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.CheckedMembers;
import dev.kitsune.engine.bytes.JsonValues;
import dev.kitsune.engine.bytes.OrderedMap;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.SessionClock;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

/** Makes a value of a record's session. Owned by one thread. */
final class SessionReader {
  /* What most queries have at most; a longer one's map grows. */
  private static final int PARAMETER_COUNT = 4;

  private static final int AVERAGE_DIGITS = 9;
  private static final long AVERAGE_UNIT = 1_000_000_000L;
  private static final long WHOLE_UNITS_MAX = Long.MAX_VALUE / 1_000_000_000L - 1;
  private static final long EXACT_MAX = 1L << 53;

  private final ByteSlice slice = new ByteSlice();
  private final CheckedMembers members = new CheckedMembers();
  private final CheckedMembers parameters = new CheckedMembers();

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

  /* Whatever wrote it, it has five members, which their first letters tell. */
  private Page landingPage(ByteSlice json) {
    if (json.length() == 0) {
      return Page.NONE;
    }
    String path = "";
    Map<String, String> query = Map.of();
    String referrer = "";
    String search = "";
    String url = "";
    members.begin(json.array(), json.offset());
    while (members.next()) {
      switch (firstLetter(json.array())) {
        case 'p' -> path = text(json.array(), members);
        case 'q' -> query = parameters(json.array(), members.valueStart());
        case 'r' -> referrer = text(json.array(), members);
        case 's' -> search = text(json.array(), members);
        case 'u' -> url = text(json.array(), members);
        default -> throw new IllegalStateException("a landing page has a member of its own");
      }
    }
    return new Page(path, query, referrer, search, url);
  }

  private char firstLetter(byte[] json) {
    byte first = json[members.keyStart()];
    boolean isEscaped = first == '\\';
    return isEscaped ? key(json, members).charAt(0) : (char) first;
  }

  private Map<String, String> parameters(byte[] json, int query) {
    OrderedMap.Filling<String> filling = new OrderedMap.Filling<>(PARAMETER_COUNT);
    parameters.begin(json, query);
    while (parameters.next()) {
      filling.put(key(json, parameters), text(json, parameters));
    }
    return filling.map();
  }

  private static String key(byte[] json, CheckedMembers of) {
    return JsonValues.text(json, of.keyStart(), of.keyLength());
  }

  private static String text(byte[] json, CheckedMembers of) {
    return JsonValues.text(json, of.valueStart() + 1, of.valueLength() - 2);
  }
}
