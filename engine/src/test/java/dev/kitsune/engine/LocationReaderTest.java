package dev.kitsune.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.JsonValues;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.StoredLocation;
import org.junit.jupiter.api.Test;

class LocationReaderTest {
  private static final Location BERN = Location.NONE.withCity("Bern");

  private final ProfileRecord record = new ProfileRecord();
  private final LocationReader reader = new LocationReader();

  @Test
  void givesNoCoordinatesOfARecordThatHoldsNumbersBeyondAnyDouble() {
    replace("{\"city\":\"Bern\",\"coordinates\":{\"latitude\":1e299,\"longitude\":-1e299}}");
    assertEquals(BERN.withCoordinates(1e299, -1e299), reader.read(record));
    overwrite(StoredLocation.LATITUDE, "1e309");
    assertEquals(BERN, reader.read(record));
    overwrite(StoredLocation.LATITUDE, "1e308");
    assertEquals(BERN.withCoordinates(1e308, -1e299), reader.read(record));
    overwrite(StoredLocation.LONGITUDE, "-1e309");
    assertEquals(BERN, reader.read(record));
  }

  /* As an earlier version stored it. */
  private void overwrite(int member, String number) {
    ByteSlice json = StoredLocation.member(record, member, new ByteSlice());
    assertEquals(json.length(), number.length());
    System.arraycopy(number.getBytes(US_ASCII), 0, json.array(), json.offset(), json.length());
  }

  private void replace(String location) {
    JsonTape tape = new JsonTape();
    byte[] json = location.getBytes(US_ASCII);
    assertTrue(JsonValues.parse(tape, json, 0, json.length));
    record.begin(json, 0, 1);
    StoredLocation.replace(record, tape, 0, new ByteSink(256), new ByteSlice());
  }
}
