package dev.kitsune.bench.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.testdata.EventGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypicalProfilesTest {
  private final TypicalProfiles profiles = new TypicalProfiles(100);

  @Test
  void isATypicalVisitorInTenToFourteenAudiences() {
    profiles.record(3);
    String answer = new String(profiles.answer(), StandardCharsets.UTF_8);
    int start = answer.indexOf("\"audiences\":[");
    String audiences = answer.substring(start, answer.indexOf(']', start));
    long count = audiences.chars().filter(c -> c == ',').count() + 1;
    assertTrue(count >= 10 && count <= 14, audiences);
  }

  @Test
  void beginsEachRecordWithAProfileThatIsNotKnown() {
    byte[] once = profiles.record(1);
    assertEquals(once.length, profiles.record(1).length, 20); // random numbers differ in length
    assertFalse(Arrays.equals(once, profiles.record(2)));
  }

  @Test
  void isLongerAfterTenRequestsThanAfterFive() {
    byte[] id = EventGenerator.profileId(0).getBytes(StandardCharsets.US_ASCII);
    AliasedVisits visits = new AliasedVisits();
    List<byte[]> requests = visits.all(0);
    assertEquals(AliasedVisits.REQUEST_COUNT, requests.size());
    int five = profiles.record(id, requests.subList(0, 5)).length;
    byte[] ten = profiles.record(id, requests);
    assertTrue(ten.length > five, five + " " + ten.length);
    assertTrue(new String(ten, StandardCharsets.ISO_8859_1).contains("customer-0000000000"));
  }

  @Test
  void namesEachProfileAnother() {
    AliasedVisits visits = new AliasedVisits();
    String first = new String(visits.request(0, 9), StandardCharsets.UTF_8);
    String other = new String(visits.request(64, 9), StandardCharsets.UTF_8);
    assertEquals(first, other.replace("customer-0000000064", "customer-0000000000"));
    assertArrayEquals(visits.request(0, 4), visits.request(64, 4));
  }
}
