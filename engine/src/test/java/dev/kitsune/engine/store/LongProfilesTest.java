package dev.kitsune.engine.store;

import static dev.kitsune.engine.TestClient.id;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.track;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEnvironments;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Profiles much longer than the average take nothing from those that are not. */
final class LongProfilesTest {
  private static final int MAX_PROFILES = 2_000;
  private static final int MAX_RECORD_BYTES = 16 * 1_024;

  private final TestEngine engine =
      new TestEngine(
          StoreKind.CHRONICLE, MAX_PROFILES, MAX_RECORD_BYTES, TestEnvironments.counting(10));
  private final TestClient client = engine.client();
  private int longCount;

  @BeforeEach
  void takeLongProfilesUntilOneIsRefused() {
    ExperienceException refused =
        assertThrows(ExperienceException.class, this::takeLongProfilesForEver);
    assertEquals(ErrorCode.UNAVAILABLE, refused.code());
    assertTrue(longCount > 20 && longCount < 100, longCount + " long profiles");
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @Test
  void newOnesThatAreNotLongAreTakenToTheirNumber() {
    for (int count = longCount; count < MAX_PROFILES * 0.95; count++) {
      assertEquals("p" + count, id(client.update("p" + count, track("t"))));
    }
    client.assertRefused(ErrorCode.UNAVAILABLE, () -> client.update("one-more", track("t")));
  }

  @Test
  void inABatchOnlyTheLongOneIsRefused() {
    client.batch(track("t").from("c"), track("t").from("d"));
    client.assertRefused(
        ErrorCode.UNAVAILABLE, () -> client.batch(track("t").from("e"), longTraits().from("f")));
    client.assertUnknown("e");
  }

  @Test
  void thoseThatAreThereGrowLong() {
    client.update("c", track("t"));
    client.update("c", longTraits());
    client.update("long0", identify("", "{\"more\":\"" + "x".repeat(1_000) + "\"}"));
  }

  private void takeLongProfilesForEver() {
    for (; ; longCount++) {
      client.update("long" + longCount, longTraits());
    }
  }

  private static TestEvent longTraits() {
    return identify("", "{\"long\":\"" + "x".repeat(8_200) + "\"}");
  }
}
