package dev.kitsune.engine.store;

import static dev.kitsune.engine.TestClient.audienceCount;
import static dev.kitsune.engine.TestClient.id;
import static dev.kitsune.engine.TestClient.ids;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.page;
import static dev.kitsune.engine.TestEvent.track;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEnvironments;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request is stored whole or leaves nothing; a preflight leaves nothing. Both stores alike. */
class ExecutorAtomicityTest {
  private static final String ENVIRONMENT = TestEnvironments.counting(10);
  private static final int TRAITS_LENGTH_MAX = 512 * 1_024;
  private static final int TRAIT_LENGTH_MAX = 32_000;

  private TestEngine engine = new TestEngine(StoreKind.HEAP, 100, ENVIRONMENT);
  private TestClient client = engine.client();

  private void use(TestEngine other) {
    engine.close();
    engine = other;
    client = engine.client();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @ParameterizedTest
  @EnumSource
  void preflightOfCreateStoresNothing(StoreKind kind) {
    use(new TestEngine(kind, 100, ENVIRONMENT));
    JsonNode asked = client.preflight().create(track("t"), identify("u", "{\"a\":1}"));
    assertEquals(1, audienceCount(asked, "n"));
    assertEquals("{\"a\":1}", asked.at("/profile/traits").toString());
    assertNothingStored();
    client.assertUnknown(id(asked));
    client.assertUnknown("u");
  }

  @ParameterizedTest
  @EnumSource
  void preflightOfUpdateStoresNothing(StoreKind kind) {
    use(new TestEngine(kind, 100, ENVIRONMENT));
    assertEquals("c", id(client.preflight().update("c", track("t"))));
    assertNothingStored();
    JsonNode before = client.update("c", track("t"), identify("", "{\"a\":1}"));
    byte[] record = engine.stored("c").bytes();
    engine.clockMs.addAndGet(24 * 3_600_000);
    JsonNode asked = client.preflight().update("c", track("t"), identify("u", "{\"a\":2}"));
    assertEquals(2, audienceCount(asked, "n"));
    assertEquals(2, asked.at("/profile/session/count").asInt());
    assertEquals(1, audienceCount(asked, "returning"));
    assertArrayEquals(record, engine.stored("c").bytes());
    assertEquals(before, client.get("c"));
    client.assertUnknown("u");
    assertEquals(0, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void preflightOfBatchStoresNothing(StoreKind kind) {
    use(new TestEngine(kind, 100, ENVIRONMENT));
    JsonNode before = client.update("c", track("t"));
    byte[] record = engine.stored("c").bytes();
    JsonNode asked =
        client
            .preflight()
            .batch(track("t").from("c"), identify("u", "{}").from("d"), page("/x").from("u"));
    assertEquals("c d", ids(asked));
    assertEquals(1, engine.profileCount());
    assertEquals(0, engine.aliasCount());
    assertArrayEquals(record, engine.stored("c").bytes());
    assertEquals(before, client.get("c"));
    client.assertUnknown("d");
    client.assertUnknown("u");
  }

  @ParameterizedTest
  @EnumSource
  void oneInvalidEventRefusesTheWholeBatch(StoreKind kind) {
    use(new TestEngine(kind, 100, ENVIRONMENT));
    client.update("c", track("t"));
    byte[] record = engine.stored("c").bytes();
    ExperienceException refused =
        client.assertRefused(
            ErrorCode.INVALID_DATA,
            () ->
                client.batch(
                    track("t").from("c"),
                    identify("u", "{}").from("d"),
                    TestEvent.of("track").from("c")));
    assertTrue(refused.detail().startsWith("events[2].event "), refused::detail);
    assertArrayEquals(record, engine.stored("c").bytes());
    assertEquals(1, engine.profileCount());
    assertEquals(0, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void oneProfileOverItsLimitRefusesTheWholeBatch(StoreKind kind) {
    use(new TestEngine(kind, 100, ENVIRONMENT));
    List<TestEvent> batch = new ArrayList<>(List.of(track("t").from("d")));
    for (int i = 1; i <= 33; i++) {
      batch.add(identify("u" + i, "{}").from("c"));
    }
    client.assertRefused(
        ErrorCode.INVALID_DATA, () -> client.batch(batch.toArray(new TestEvent[0])));
    assertNothingStored();
    client.assertUnknown("u1");
    client.batch(batch.subList(0, 33).toArray(new TestEvent[0]));
    assertEquals(32, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void aBatchForWhichTheStoreHasNoRoomLeavesNothing(StoreKind kind) {
    use(new TestEngine(kind, 3, ENVIRONMENT));
    client.batch(track("t").from("a"), identify("u", "{}").from("b"));
    List<byte[]> before = List.of(engine.stored("a").bytes(), engine.stored("b").bytes());
    client.assertRefused(
        ErrorCode.UNAVAILABLE,
        () ->
            client.batch(
                track("t").from("a"),
                identify("v", "{\"long\":\"" + "x".repeat(2_000) + "\"}").from("b"),
                track("t").from("c"),
                identify("w", "{}").from("d")));
    assertEquals(2, engine.profileCount());
    assertEquals(1, engine.aliasCount());
    assertArrayEquals(before.get(0), engine.stored("a").bytes());
    assertArrayEquals(before.get(1), engine.stored("b").bytes());
    for (String id : List.of("c", "d", "v", "w")) {
      client.assertUnknown(id);
    }
    assertEquals("c a", ids(client.batch(track("t").from("c"), track("t").from("a"))));
    assertEquals(3, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void aFullStoreRefusesNewProfilesAndServesTheOthers(StoreKind kind) {
    use(new TestEngine(kind, 2, ENVIRONMENT));
    client.update("a", track("t"));
    client.update("b", track("t"));
    client.assertRefused(ErrorCode.UNAVAILABLE, () -> client.update("c", track("t")));
    client.assertRefused(ErrorCode.UNAVAILABLE, () -> client.create(track("t")));
    client.assertUnknown("c");
    assertEquals("c", id(client.preflight().update("c", track("t"))));
    assertEquals(2, audienceCount(client.update("a", track("t")), "n"));
    assertEquals(2, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void aUserIdForWhichThereIsNoRoomLeavesNothing(StoreKind kind) {
    use(new TestEngine(kind, 2, ENVIRONMENT));
    client.update("a", identify("u", "{}"));
    byte[] before = engine.stored("a").bytes();
    client.assertRefused(
        ErrorCode.UNAVAILABLE,
        () -> client.update("a", track("t"), identify("v", "{}"), identify("w", "{}")));
    client.assertRefused(
        ErrorCode.UNAVAILABLE,
        () -> client.update("b", track("t"), identify("v", "{}"), identify("w", "{}")));
    assertArrayEquals(before, engine.stored("a").bytes());
    client.assertUnknown("b");
    client.assertUnknown("v");
    assertEquals(1, engine.aliasCount());
    assertEquals(1, engine.profileCount());
    assertEquals("b", id(client.update("b", identify("v", "{}"))));
  }

  @ParameterizedTest
  @EnumSource
  void aRecordThatCannotGrowStaysAsItWas(StoreKind kind) {
    use(new TestEngine(kind, 10, 4_096, ENVIRONMENT));
    JsonNode before = client.update("c", identify("", "{\"a\":\"" + "x".repeat(3_000) + "\"}"));
    byte[] record = engine.stored("c").bytes();
    client.assertRefused(
        ErrorCode.UNAVAILABLE,
        () -> client.update("c", identify("", "{\"b\":\"" + "x".repeat(1_000) + "\"}")));
    assertArrayEquals(record, engine.stored("c").bytes());
    assertEquals(before, client.get("c"));
  }

  @ParameterizedTest
  @EnumSource
  void takes512KiBOfTraitsAndNotAByteMore(StoreKind kind) {
    use(new TestEngine(kind, 10, ENVIRONMENT));
    client.update("exact", traits(TRAITS_LENGTH_MAX));
    assertEquals(TRAITS_LENGTH_MAX + 2, traitsLength("exact"));
    client.update("short", traits(TRAITS_LENGTH_MAX - 1));
    assertEquals(TRAITS_LENGTH_MAX + 1, traitsLength("short"));
    ExperienceException refused =
        client.assertRefused(
            ErrorCode.INVALID_DATA, () -> client.update("long", traits(TRAITS_LENGTH_MAX + 1)));
    assertTrue(refused.detail().startsWith("events[16].traits "), refused::detail);
    client.assertUnknown("long");
    client.assertRefused(
        ErrorCode.INVALID_DATA, () -> client.update("exact", identify("", "{\"a\":1}")));
    JsonNode shorter = client.update("exact", identify("", "{\"k01\":1}"));
    assertEquals(1, shorter.at("/profile/traits/k01").asInt());
  }

  @ParameterizedTest
  @EnumSource
  void takesAThousandTraitsAndNotOneMore(StoreKind kind) {
    use(new TestEngine(kind, 10, ENVIRONMENT));
    client.update("c", identify("", keys(0, 999)));
    client.update("c", identify("", keys(999, 1_000)));
    client.update("c", identify("", keys(0, 1_000)));
    ExperienceException refused =
        client.assertRefused(
            ErrorCode.INVALID_DATA, () -> client.update("c", identify("", keys(1_000, 1_001))));
    assertEquals(
        "events[0].traits would make the profile's traits more than 1000 keys", refused.detail());
    assertEquals(1_000, client.get("c").at("/profile/traits").size());
  }

  private static String keys(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "\"k" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private void assertNothingStored() {
    assertEquals(0, engine.profileCount());
    assertEquals(0, engine.aliasCount());
  }

  private int traitsLength(String id) {
    return client.get(id).at("/profile/traits").toString().length();
  }

  /** Identify events of one trait each, together so long as JSON text without the outer braces. */
  private static TestEvent[] traits(int length) {
    List<TestEvent> events = new ArrayList<>();
    for (int left = length; left > 0; left -= TRAIT_LENGTH_MAX + 1) {
      String key = "\"k%02d\":".formatted(events.size() + 1);
      int padding = Math.min(left, TRAIT_LENGTH_MAX) - key.length() - 2;
      events.add(identify("", "{" + key + '"' + "x".repeat(padding) + "\"}"));
    }
    return events.toArray(new TestEvent[0]);
  }
}
