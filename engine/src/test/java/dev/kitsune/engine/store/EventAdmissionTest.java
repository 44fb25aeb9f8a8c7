package dev.kitsune.engine.store;

import static dev.kitsune.engine.TestClient.audienceCount;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.track;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEnvironments;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.kernel.EventAdmission;
import dev.kitsune.engine.kernel.EventCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When rate limits are asked, and what a refusal leaves. */
class EventAdmissionTest {
  private static final String ENVIRONMENT = TestEnvironments.counting(10);
  private static final int RETRY_S = 7;

  /** Counts what it is asked for and refuses profiles that would have had more than the most. */
  private static final class Limiter implements EventAdmission {
    final Map<Long, Integer> taken = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    int most = Integer.MAX_VALUE;

    @Override
    public void admit(EventCounts counts, Environment environment, long nowMs) {
      StringBuilder request = new StringBuilder();
      for (int i = 0; i < counts.count(); i++) {
        request.append(counts.eventCount(i)).append(' ');
        if (taken.getOrDefault(counts.keyLow(i), 0) + counts.eventCount(i) > most) {
          throw new ExperienceException(ErrorCode.PROFILE_OVERLOAD, "", RETRY_S);
        }
      }
      for (int i = 0; i < counts.count(); i++) {
        taken.merge(counts.keyLow(i), counts.eventCount(i), Integer::sum);
      }
      asked.add(request.toString().trim());
    }
  }

  private final Limiter limiter = new Limiter();
  private TestEngine engine = TestEngine.admitting(StoreKind.HEAP, ENVIRONMENT, limiter);
  private TestClient client = engine.client();

  private void use(StoreKind kind) {
    engine.close();
    engine = TestEngine.admitting(kind, ENVIRONMENT, limiter);
    client = engine.client();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @ParameterizedTest
  @EnumSource
  void asksOncePerStoredRequestForEachProfile(StoreKind kind) {
    use(kind);
    TestEvent again = track("t");
    client.create(track("t"), track("t"));
    client.update("c", again, identify("u", "{}"));
    client.update("u", again);
    client.batch(track("t").from("d"), track("t").from("c"), track("t").from("d"));
    client.importEvents(track("t").from("u"));
    assertEquals(List.of("2", "2", "1", "1 2", "1"), limiter.asked);
    assertEquals(3, limiter.taken.size());
    assertTrue(limiter.taken.containsValue(5), limiter.taken::toString);
  }

  @ParameterizedTest
  @EnumSource
  void isNotAskedForReadsPreflightsDeletionsAndWhatIsRefused(StoreKind kind) {
    use(kind);
    client.update("c", track("t"));
    limiter.asked.clear();
    client.get("c");
    client.preflight().update("c", track("t"));
    client.preflight().create(track("t"));
    client.preflight().batch(track("t").from("c"));
    client.assertRefused(ErrorCode.INVALID_DATA, () -> client.update("c", TestEvent.of("pgae")));
    TestEvent[] aliases = new TestEvent[33];
    for (int i = 0; i < aliases.length; i++) {
      aliases[i] = identify("u" + i, "{}");
    }
    client.assertRefused(ErrorCode.INVALID_DATA, () -> client.update("c", aliases));
    client.delete("c");
    assertEquals(List.of(), limiter.asked);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalOfOneProfileLeavesNothingOfTheRequest(StoreKind kind) {
    use(kind);
    limiter.most = 2;
    client.update("c", track("t"), track("t"));
    byte[] before = engine.stored("c").bytes();
    ExperienceException refused =
        client.assertRefused(
            ErrorCode.PROFILE_OVERLOAD,
            () -> client.batch(identify("u", "{}").from("d"), track("t").from("c")));
    assertEquals(RETRY_S, refused.retryAfterS());
    client.assertUnknown("d");
    client.assertUnknown("u");
    assertEquals(0, engine.aliasCount());
    assertArrayEquals(before, engine.stored("c").bytes());
    assertEquals(2, audienceCount(client.get("c"), "n"));
  }

  @ParameterizedTest
  @EnumSource
  void importsAsABatchAndShowsNothing(StoreKind kind) {
    use(kind);
    assertEquals(
        "{\"message\":\"ok\",\"data\":{},\"error\":null}",
        client.importEvents(track("t").from("c"), track("t").from("d"), track("t").from("c")));
    assertEquals(2, audienceCount(client.get("c"), "n"));
    assertEquals(1, audienceCount(client.get("d"), "n"));
    client.assertRefused(ErrorCode.INVALID_DATA, () -> client.importEvents(track("t")));
  }
}
