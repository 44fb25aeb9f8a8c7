package dev.kitsune.bench.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.Decision;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypedDoorBenchmarkTest {
  private final TypedDoorBenchmark benchmark = new TypedDoorBenchmark();

  @BeforeEach
  void fill() {
    benchmark.profileCount = 64;
    benchmark.fill();
  }

  @AfterEach
  void close() {
    benchmark.close();
  }

  @Test
  void theTypedDoorsDecideAsTheBytesDoor() {
    assertAgrees(benchmark.typed());
    assertAgrees(benchmark.typedBuilt());
    assertAgrees(benchmark.typedGet());
    assertTrue(benchmark.bytes() > 1_000);
    assertTrue(benchmark.bytesGet() > 1_000);
  }

  @Test
  void everyEventIsAnother() {
    assertFalse(benchmark.build().equals(benchmark.build()));
  }

  @Test
  void bothDoorsAreGivenTheSameEvent() {
    String built = benchmark.build().json();
    String sent = new String(benchmark.request().next(), StandardCharsets.UTF_8);
    assertEquals("{\"events\":[" + withoutMessageId(built) + "]}", withoutMessageId(sent));
    assertTrue(built.length() > 700, built);
  }

  private static String withoutMessageId(String json) {
    return json.replaceFirst("\"messageId\":\"[-0-9a-p]{36}\"", "");
  }

  private void assertAgrees(Decision decision) {
    LoadedEngine engine = benchmark.engine();
    for (int profile = 0; profile < engine.ids().count(); profile++) {
      if (engine.ids().id(profile).toString().equals(decision.profile().id())) {
        assertEquals(engine.getTyped(profile), decision);
        String answer = engine.get(profile).toString();
        assertTrue(answer.contains("\"id\":\"" + decision.profile().id() + "\""), answer);
        decision.profile().audiences().forEach(id -> assertTrue(answer.contains("\"" + id + "\"")));
        decision.experiences().forEach(e -> assertTrue(answer.contains(e.experienceId()), answer));
        assertFalse(decision.experiences().isEmpty());
        return;
      }
    }
    throw new AssertionError("no such profile: " + decision.profile().id());
  }
}
