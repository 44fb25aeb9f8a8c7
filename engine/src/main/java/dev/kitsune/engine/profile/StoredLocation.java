package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The location of a record: the section is empty, or {u16 x 10 lengths of the members} and the
 * members' JSON texts one behind the other: strings without their quotes, numbers as written; a
 * member that is not known has length 0. Data plane.
 */
public final class StoredLocation {
  public static final int CITY = 0;
  public static final int POSTAL_CODE = 1;
  public static final int REGION = 2;
  public static final int REGION_CODE = 3;
  public static final int COUNTRY = 4;
  public static final int COUNTRY_CODE = 5;
  public static final int CONTINENT = 6;
  public static final int TIMEZONE = 7;

  /** Number of members that are strings. */
  public static final int TEXT_COUNT = 8;

  public static final int LATITUDE = 8;
  public static final int LONGITUDE = 9;

  /** A member's text longer than this, as written, is dropped. */
  public static final int MEMBER_LENGTH_MAX = 1_024;

  private static final int MEMBER_COUNT = 10;
  private static final int HEADER_LENGTH = MEMBER_COUNT * Short.BYTES;
  private static final byte[][] NAMES = {
    ascii("city"),
    ascii("postalCode"),
    ascii("region"),
    ascii("regionCode"),
    ascii("country"),
    ascii("countryCode"),
    ascii("continent"),
    ascii("timezone"),
    ascii("latitude"),
    ascii("longitude")
  };
  private static final byte[] COORDINATES = ascii("coordinates");
  private static final boolean[] IS_COUNTRY = countries();

  private StoredLocation() {}

  /**
   * The member of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static int memberOf(String name) {
    for (int member = 0; member < MEMBER_COUNT; member++) {
      if (name.equals(new String(NAMES[member], StandardCharsets.US_ASCII))) {
        return member;
      }
    }
    throw new IllegalArgumentException("no member of a location: " + name);
  }

  /** The name of a member in events and answers. */
  public static byte[] name(int member) {
    return NAMES[member];
  }

  public static boolean isEmpty(ProfileRecord record) {
    return record.sectionLength(Section.LOCATION) == 0;
  }

  /** The JSON text of a member, strings without quotes; length 0 if it is not known. */
  public static ByteSlice member(ProfileRecord record, int member, ByteSlice json) {
    byte[] array = record.array();
    int start = record.sectionOffset(Section.LOCATION);
    if (isEmpty(record)) {
      return json.wrap(array, start, 0);
    }
    int offset = start + HEADER_LENGTH;
    for (int i = 0; i < member; i++) {
      offset += LittleEndian.getShort(array, start + i * Short.BYTES);
    }
    return json.wrap(array, offset, LittleEndian.getShort(array, start + member * Short.BYTES));
  }

  /**
   * Replaces the location by what an event gives. Members that are empty or of another type than
   * documented are dropped, and so are half a coordinate pair and a country code that is no ISO
   * 3166-1 alpha-2 code; if nothing is left the location is cleared. Source: profiles.md, Location.
   *
   * @return whether the stored location changed
   */
  public static boolean replace(
      ProfileRecord record, JsonTape tape, int location, ByteSink scratch, ByteSlice stored) {
    scratch.clear();
    scratch.reserve(HEADER_LENGTH);
    scratch.advance(HEADER_LENGTH);
    for (int member = 0; member < TEXT_COUNT; member++) {
      writeText(tape, location, member, scratch);
    }
    writeCoordinates(tape, location, scratch);
    int length = scratch.length() == HEADER_LENGTH ? 0 : scratch.length();
    record.section(Section.LOCATION, stored);
    if (stored.isEqual(scratch.array(), 0, length)) {
      return false;
    }
    record.replaceSection(Section.LOCATION, scratch.array(), 0, length);
    return true;
  }

  private static void writeText(JsonTape tape, int location, int member, ByteSink out) {
    int node = tape.member(location, NAMES[member]);
    int length = 0;
    if (node != JsonTape.NONE && tape.kind(node) == JsonTape.STRING) {
      length = tape.length(node) > MEMBER_LENGTH_MAX ? 0 : tape.length(node);
    }
    if (member == COUNTRY_CODE && length > 0) {
      length = writeCountry(tape, node, out);
    } else if (length > 0) {
      out.put(tape.bytes(), tape.start(node), length);
    }
    LittleEndian.putShort(out.array(), member * Short.BYTES, length);
  }

  private static int writeCountry(JsonTape tape, int node, ByteSink out) {
    if (tape.length(node) != 2) {
      return 0;
    }
    int first = tape.bytes()[tape.start(node)] & ~0x20;
    int second = tape.bytes()[tape.start(node) + 1] & ~0x20;
    int index = (first - 'A') * 26 + second - 'A';
    boolean isLetters = first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
    if (!isLetters || !IS_COUNTRY[index]) {
      return 0;
    }
    out.put((byte) first);
    out.put((byte) second);
    return 2;
  }

  private static void writeCoordinates(JsonTape tape, int location, ByteSink out) {
    int pair = tape.member(location, COORDINATES);
    boolean isPair = pair != JsonTape.NONE && tape.kind(pair) == JsonTape.OBJECT;
    int latitude = isPair ? tape.member(pair, NAMES[LATITUDE]) : JsonTape.NONE;
    int longitude = isPair ? tape.member(pair, NAMES[LONGITUDE]) : JsonTape.NONE;
    boolean isWhole = isNumber(tape, latitude) && isNumber(tape, longitude);
    writeNumber(tape, isWhole ? latitude : JsonTape.NONE, LATITUDE, out);
    writeNumber(tape, isWhole ? longitude : JsonTape.NONE, LONGITUDE, out);
  }

  private static boolean isNumber(JsonTape tape, int node) {
    return node != JsonTape.NONE && tape.kind(node) == JsonTape.NUMBER;
  }

  private static void writeNumber(JsonTape tape, int node, int member, ByteSink out) {
    int length = node == JsonTape.NONE ? 0 : tape.length(node);
    if (length > 0) {
      out.put(tape.bytes(), tape.start(node), length);
    }
    LittleEndian.putShort(out.array(), member * Short.BYTES, length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean[] countries() {
    boolean[] isCountry = new boolean[26 * 26];
    for (String code : Locale.getISOCountries()) {
      isCountry[(code.charAt(0) - 'A') * 26 + code.charAt(1) - 'A'] = true;
    }
    return isCountry;
  }
}
