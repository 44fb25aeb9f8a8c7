package dev.kitsune.bench.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.testdata.EventGenerator;
import org.junit.jupiter.api.Test;

class ProfileIdsTest {
  @Test
  void makesTheIdsOfTheTestData() {
    ProfileIds ids = new ProfileIds(1_000_000);
    for (int profile : new int[] {0, 1, 17, 999_999}) {
      assertEquals(EventGenerator.profileId(profile), ids.id(profile).toString());
    }
  }
}
