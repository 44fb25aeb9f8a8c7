package dev.kitsune.engine.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSecondsTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "999,0",
    "1000,1",
    "-1,0",
    "-9223372036854775808,0",
    "1700000000999,1700000000",
    "4294967294999,4294967294",
    "4294967295000,4294967295",
    "4294967296000,4294967295",
    "9223372036854775807,4294967295"
  })
  void areWholeSecondsWithin32Bits(long epochMs, long seconds) {
    assertEquals(seconds, EventSeconds.of(epochMs));
  }
}
