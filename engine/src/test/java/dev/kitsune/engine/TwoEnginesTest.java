package dev.kitsune.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.response.ResponseSink;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** An environment is one engine's; another refuses it, whatever it is called. */
class TwoEnginesTest {
  private static final Event EVENT = Event.track("t").anonymousId("v").build();
  private static final List<Event> EVENTS = List.of(EVENT);
  private static final Overrides NONE = Overrides.builder().build();

  private final ExperienceEngine engine = open();
  private final ExperienceEngine other = open();
  private final EnvironmentRef foreign = other.environment("acme", "main");

  private static ExperienceEngine open() {
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withEnvironment("acme", "main", TestEnvironments.counting(1)));
  }

  @AfterEach
  void close() {
    engine.close();
    other.close();
  }

  @Test
  void typedCallsRefuseAnotherEnginesEnvironment() {
    assertRefused(() -> engine.create(foreign, EVENTS));
    assertRefused(() -> engine.create(foreign, EVENTS, NONE));
    assertRefused(() -> engine.update(foreign, "v", EVENT));
    assertRefused(() -> engine.update(foreign, "v", EVENTS, NONE));
    assertRefused(() -> engine.preflight(foreign, "v", EVENT));
    assertRefused(() -> engine.preflight(foreign, "v", EVENTS, NONE));
    assertRefused(() -> engine.preflightCreate(foreign, EVENTS));
    assertRefused(() -> engine.preflightCreate(foreign, EVENTS, NONE));
    assertRefused(() -> engine.upsert(foreign, EVENTS));
    assertRefused(() -> engine.preflightUpsert(foreign, EVENTS));
    assertRefused(() -> engine.get(foreign, "v"));
    assertRefused(() -> engine.explain(foreign, "v"));
    assertRefused(() -> engine.delete(foreign, "v"));
    assertNothingIsStored();
  }

  @Test
  void bytesAndLinesRefuseAnotherEnginesEnvironment() {
    EngineWorker worker = engine.newWorker();
    ResponseSink answer = new ResponseSink();
    ByteSlice id = new ByteSlice().wrap("v".getBytes(UTF_8));
    byte[] body = ("{\"events\":[" + EVENT.json() + "]}").getBytes(UTF_8);
    int length = body.length;
    assertRefused(() -> worker.createProfile(foreign, body, 0, length, false, answer));
    assertRefused(() -> worker.updateProfile(foreign, id, body, 0, length, false, answer));
    assertRefused(() -> worker.upsertProfiles(foreign, body, 0, length, false, answer));
    assertRefused(() -> worker.importEvents(foreign, body, 0, length, answer));
    assertRefused(() -> worker.getProfile(foreign, id, answer));
    assertRefused(() -> worker.explainProfile(foreign, id));
    assertRefused(() -> worker.deleteProfile(foreign, id, answer));
    byte[] line = "{\"id\":\"v\"}".getBytes(UTF_8);
    assertRefused(() -> engine.importProfile(foreign, line, 0, line.length));
    assertRefused(() -> engine.importProfileUnawaited(foreign, line, 0, line.length));
    assertRefused(() -> engine.exportProfiles(foreign, each -> {}));
    assertNothingIsStored();
  }

  @Test
  void anEnvironmentStaysItsEnginesAcrossReloads() {
    EnvironmentRef own = engine.environment("acme", "main");
    engine.reload();
    assertDoesNotThrow(() -> engine.update(own, "v", EVENT));
    assertEquals(1, engine.profileCount());
  }

  private void assertNothingIsStored() {
    assertEquals(0, engine.profileCount());
    assertEquals(0, other.profileCount());
  }

  private static void assertRefused(Executable call) {
    assertEquals(
        "environment acme/main must be one that this engine looked up, is another engine's",
        assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
