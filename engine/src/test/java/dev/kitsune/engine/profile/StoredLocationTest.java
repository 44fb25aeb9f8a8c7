package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static dev.kitsune.engine.profile.ProfileTexts.crowd;
import static dev.kitsune.engine.profile.ProfileTexts.section;
import static dev.kitsune.engine.profile.ProfileTexts.tape;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredLocationTest {
  private static final String BERLIN =
      "{\"coordinates\":{\"latitude\":52.520,\"longitude\":-13.4050},\"city\":\"Berlin\","
          + "\"postalCode\":\"10115\",\"region\":\"Land Berlin\",\"regionCode\":\"BE\","
          + "\"country\":\"Germany\",\"countryCode\":\"DE\",\"continent\":\"EU\","
          + "\"timezone\":\"Europe/Berlin\"}";

  private final ProfileRecord record = blank("visitor");

  @Test
  void isEmptyAtFirst() {
    assertTrue(StoredLocation.isEmpty(record));
    assertMembers();
  }

  @Test
  void keepsEveryMemberAsWritten() {
    assertTrue(replace(BERLIN));
    assertMembers(
        "city=Berlin",
        "postalCode=10115",
        "region=Land Berlin",
        "regionCode=BE",
        "country=Germany",
        "countryCode=DE",
        "continent=EU",
        "timezone=Europe/Berlin",
        "latitude=52.520",
        "longitude=-13.4050");
  }

  @Test
  void isReplacedWhole() {
    replace(BERLIN);
    assertTrue(replace("{\"city\":\"Paris\",\"country\":\"France\"}"));
    assertMembers("city=Paris", "country=France");
    assertTrue(replace("{\"coordinates\":{\"longitude\":1,\"latitude\":2}}"));
    assertMembers("latitude=2", "longitude=1");
  }

  @Test
  void saysWhetherItChanged() {
    assertTrue(replace(BERLIN));
    assertFalse(replace(BERLIN));
    assertFalse(replace(BERLIN.replace(",", " , ")));
    assertTrue(replace(BERLIN.replace("Berlin", "berlin")));
    assertTrue(replace("{\"region\":\"x\"}"));
    assertTrue(replace("{\"country\":\"x\"}"));
    assertFalse(replace("{\"country\":\"x\",\"city\":\"\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"city\":\"\"}",
        "{\"coordinates\":{}}",
        "{\"city\":\"\",\"postalCode\":\"\",\"region\":\"\",\"regionCode\":\"\",\"country\":\"\","
            + "\"countryCode\":\"\",\"continent\":\"\",\"timezone\":\"\",\"coordinates\":{}}",
        "{\"unknown\":\"x\"}",
        "{\"city\":null}"
      })
  void isClearedByMembersThatAreAllEmpty(String location) {
    replace(BERLIN);
    assertTrue(replace(location));
    assertTrue(StoredLocation.isEmpty(record));
    assertMembers();
    assertFalse(replace(location));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "5", "true", "{}", "[\"x\"]"})
  void dropsMembersOfAnotherType(String value) {
    replace("{\"city\":" + value + ",\"timezone\":\"UTC\",\"coordinates\":[1,2]}");
    assertMembers("timezone=UTC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"latitude\":1}",
        "{\"longitude\":1}",
        "{\"latitude\":1,\"longitude\":null}",
        "{\"latitude\":\"1\",\"longitude\":2}",
        "{\"latitude\":[1],\"longitude\":2}",
        "{\"latitude\":1e400,\"longitude\":2}",
        "{\"latitude\":1,\"longitude\":-1E99999999999}",
        "null",
        "5",
        "\"1,2\""
      })
  void dropsHalfACoordinatePair(String coordinates) {
    replace("{\"coordinates\":" + coordinates + ",\"city\":\"x\"}");
    assertMembers("city=x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.7976931348623158e308", "-1e308", "1e-400", "0e999999999"})
  void keepsCoordinatesThatAreFinite(String number) {
    replace("{\"coordinates\":{\"latitude\":" + number + ",\"longitude\":" + number + "}}");
    assertMembers("latitude=" + number, "longitude=" + number);
  }

  @ParameterizedTest
  @CsvSource({"DE, DE", "de, DE", "dE, DE", "us, US", "\\u0044E, DE", "\\u0064\\u0065, DE"})
  void keepsACountryCodeInUpperCase(String written, String expected) {
    replace("{\"countryCode\":\"" + written + "\"}");
    assertMembers("countryCode=" + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "XX", "AA", "EU", "UK", "DEU", "D", "49", "D ", "\u00e9", "4E", "Dd", "\\n\\n", "[\\\\"
      })
  void dropsACountryCodeThatIsNone(String code) {
    replace("{\"countryCode\":\"" + code + "\",\"country\":\"Somewhere\"}");
    assertMembers("country=Somewhere");
  }

  @Test
  void knowsEveryCountryCodeThereIs() {
    List<String> codes = List.of(Locale.getISOCountries());
    assertTrue(codes.size() >= 249);
    for (char first = 'A'; first <= 'Z'; first++) {
      for (char second = 'A'; second <= 'Z'; second++) {
        String code = "" + first + second;
        replace("{\"countryCode\":\"" + code + "\"}");
        assertEquals(!codes.contains(code), StoredLocation.isEmpty(record), code);
      }
    }
  }

  @Test
  void letsTheLastOfEqualMembersCount() {
    replace("{\"city\":\"x\",\"city\":\"y\",\"\\u0063ountry\":\"z\"}");
    assertMembers("city=y", "country=z");
    replace("{\"city\":\"x\",\"c\\u0069ty\":\"\"}");
    assertMembers();
  }

  @Test
  void keepsMembersOf1024BytesAndNotOneMore() {
    replace("{\"city\":\"" + "c".repeat(1_024) + "\",\"region\":\"r\"}");
    assertMembers("city=" + "c".repeat(1_024), "region=r");
    replace("{\"city\":\"" + "c".repeat(1_025) + "\",\"region\":\"r\"}");
    assertMembers("region=r");
  }

  @Test
  void keepsEscapesAsWritten() {
    replace("{\"city\":\"M\\u00fcnchen \\\"West\\\"\",\"region\":\"Bayern \u00e9\"}");
    assertMembers("city=M\\u00fcnchen \\\"West\\\"", "region=Bayern \u00e9");
  }

  @Test
  void leavesItsNeighboursIntact() {
    ProfileRecord crowded = ProfileTexts.crowded();
    crowded.replaceSection(Section.LOCATION, new byte[0], 0, 0);
    for (String location : List.of(BERLIN, "{\"city\":\"x\"}", "{\"city\":\"\"}", BERLIN)) {
      StoredLocation.replace(crowded, tape(location), 0, new ByteSink(1), new ByteSlice());
      assertEquals(crowd(Section.TRAITS), section(crowded, Section.TRAITS));
      assertEquals(crowd(Section.DEVICE), section(crowded, Section.DEVICE));
      assertEquals(crowd(Section.REDIRECTS), section(crowded, Section.REDIRECTS));
    }
  }

  @Test
  void findsMembersByName() {
    assertEquals(StoredLocation.POSTAL_CODE, StoredLocation.memberOf("postalCode"));
    assertEquals(StoredLocation.LONGITUDE, StoredLocation.memberOf("longitude"));
    for (String unknown : List.of("", "City", "coordinates", "zip")) {
      assertThrows(IllegalArgumentException.class, () -> StoredLocation.memberOf(unknown), unknown);
    }
  }

  private boolean replace(String location) {
    return StoredLocation.replace(record, tape(location), 0, new ByteSink(1), new ByteSlice());
  }

  /** All members in the order of their numbers, but those that are not known. */
  private void assertMembers(String... expected) {
    StringBuilder members = new StringBuilder();
    for (int member = StoredLocation.CITY; member <= StoredLocation.LONGITUDE; member++) {
      ByteSlice json = StoredLocation.member(record, member, new ByteSlice());
      if (json.length() > 0) {
        members.append(new String(StoredLocation.name(member), US_ASCII)).append('=');
        members.append(json).append('\n');
      }
    }
    assertEquals(List.of(expected), members.toString().lines().toList());
  }
}
