package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonNumber;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The location of a record: the section is empty, or {u16 x 10 lengths of the members' values} and
 * the members as JSON text, coordinates first, then the strings in the order of their constants. A
 * value's length is that of its text as written, strings without quotes; 0 for a member that is not
 * known. Data plane.
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
  private static final int BRACE_AND_COMMA = 2;
  private static final int QUOTE_AND_COMMA = 2;
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
  private static final byte[] LATITUDE_PREFIX = ascii("\"coordinates\":{\"latitude\":");
  private static final byte[] LONGITUDE_PREFIX = ascii(",\"longitude\":");
  /* "name":" before a string's value. */
  private static final byte[][] TEXT_PREFIXES =
      Arrays.stream(NAMES)
          .map(name -> ascii('"' + new String(name, StandardCharsets.US_ASCII) + "\":\""))
          .toArray(byte[][]::new);
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
    int length = LittleEndian.getShort(array, start + member * Short.BYTES);
    return json.wrap(array, length == 0 ? start : valueOffset(array, start, member), length);
  }

  /** The members as JSON text, to be written between braces. */
  public static ByteSlice members(ProfileRecord record, ByteSlice json) {
    int header = isEmpty(record) ? 0 : HEADER_LENGTH;
    return json.wrap(
        record.array(),
        record.sectionOffset(Section.LOCATION) + header,
        record.sectionLength(Section.LOCATION) - header);
  }

  private static int valueOffset(byte[] array, int start, int member) {
    int offset = start + HEADER_LENGTH;
    int latitudeLength = LittleEndian.getShort(array, start + LATITUDE * Short.BYTES);
    if (member == LATITUDE) {
      return offset + LATITUDE_PREFIX.length;
    }
    if (member == LONGITUDE) {
      return offset + LATITUDE_PREFIX.length + latitudeLength + LONGITUDE_PREFIX.length;
    }
    if (latitudeLength > 0) {
      int longitudeLength = LittleEndian.getShort(array, start + LONGITUDE * Short.BYTES);
      offset += LATITUDE_PREFIX.length + latitudeLength + LONGITUDE_PREFIX.length;
      offset += longitudeLength + BRACE_AND_COMMA;
    }
    for (int i = 0; i < member; i++) {
      int length = LittleEndian.getShort(array, start + i * Short.BYTES);
      offset += length == 0 ? 0 : TEXT_PREFIXES[i].length + length + QUOTE_AND_COMMA;
    }
    return offset + TEXT_PREFIXES[member].length;
  }

  /**
   * Replaces the location by what an event gives. Members that are empty or of another type than
   * documented are dropped, and so are half a coordinate pair, one of which no finite double is the
   * nearest, and a country code that is no ISO 3166-1 alpha-2 code; if nothing is left the location
   * is cleared. Source: profiles.md, Location.
   *
   * @return whether the stored location changed
   */
  public static boolean replace(
      ProfileRecord record, JsonTape tape, int location, ByteSink scratch, ByteSlice stored) {
    scratch.clear();
    scratch.reserve(HEADER_LENGTH);
    scratch.advance(HEADER_LENGTH);
    Arrays.fill(scratch.array(), 0, HEADER_LENGTH, (byte) 0);
    writeCoordinates(tape, location, scratch);
    for (int member = 0; member < TEXT_COUNT; member++) {
      writeText(tape, tape.member(location, NAMES[member]), member, scratch);
    }
    int length = scratch.length() == HEADER_LENGTH ? 0 : scratch.length();
    record.section(Section.LOCATION, stored);
    if (stored.isEqual(scratch.array(), 0, length)) {
      return false;
    }
    record.replaceSection(Section.LOCATION, scratch.array(), 0, length);
    return true;
  }

  private static void writeText(JsonTape tape, int node, int member, ByteSink out) {
    if (node == JsonTape.NONE || tape.kind(node) != JsonTape.STRING) {
      return;
    }
    int before = out.length();
    if (before > HEADER_LENGTH) {
      out.put((byte) ',');
    }
    out.put(TEXT_PREFIXES[member]);
    int start = out.length();
    boolean isKept =
        member == COUNTRY_CODE ? writeCountry(tape, node, out) : writeAny(tape, node, out);
    if (!isKept) {
      out.truncate(before);
      return;
    }
    LittleEndian.putShort(out.array(), member * Short.BYTES, out.length() - start);
    out.put((byte) '"');
  }

  private static boolean writeAny(JsonTape tape, int node, ByteSink out) {
    int length = tape.length(node);
    if (length == 0 || length > MEMBER_LENGTH_MAX) {
      return false;
    }
    out.put(tape.bytes(), tape.start(node), length);
    return true;
  }

  private static boolean writeCountry(JsonTape tape, int node, ByteSink out) {
    int start = out.length();
    tape.putText(node, out);
    byte[] text = out.array();
    if (out.length() - start != 2 || !isCountry(text[start] & ~0x20, text[start + 1] & ~0x20)) {
      return false;
    }
    text[start] &= ~0x20;
    text[start + 1] &= ~0x20;
    return true;
  }

  private static boolean isCountry(int first, int second) {
    boolean isLetters = first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
    return isLetters && IS_COUNTRY[(first - 'A') * 26 + second - 'A'];
  }

  private static void writeCoordinates(JsonTape tape, int location, ByteSink out) {
    int pair = tape.member(location, COORDINATES);
    boolean isPair = pair != JsonTape.NONE && tape.kind(pair) == JsonTape.OBJECT;
    int latitude = isPair ? tape.member(pair, NAMES[LATITUDE]) : JsonTape.NONE;
    int longitude = isPair ? tape.member(pair, NAMES[LONGITUDE]) : JsonTape.NONE;
    if (isFinite(tape, latitude) && isFinite(tape, longitude)) {
      out.put(LATITUDE_PREFIX);
      writeNumber(tape, latitude, LATITUDE, out);
      out.put(LONGITUDE_PREFIX);
      writeNumber(tape, longitude, LONGITUDE, out);
      out.put((byte) '}');
    }
  }

  private static boolean isFinite(JsonTape tape, int node) {
    return node != JsonTape.NONE
        && tape.kind(node) == JsonTape.NUMBER
        && JsonNumber.isFinite(tape.bytes(), tape.start(node), tape.length(node));
  }

  private static void writeNumber(JsonTape tape, int node, int member, ByteSink out) {
    out.put(tape.bytes(), tape.start(node), tape.length(node));
    LittleEndian.putShort(out.array(), member * Short.BYTES, tape.length(node));
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
