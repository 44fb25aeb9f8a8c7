package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.response.Explanation;
import dev.kitsune.engine.response.ResponseSink;
import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.function.Executable;

/** Sends requests to one environment through one worker and reads the answers. One thread's. */
public final class TestClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EngineWorker worker;
  private final EnvironmentRef environment;
  private final boolean isPreflight;
  private final ResponseSink answer = new ResponseSink();

  TestClient(EngineWorker worker, EnvironmentRef environment, boolean isPreflight) {
    this.worker = worker;
    this.environment = environment;
    this.isPreflight = isPreflight;
  }

  /** A client of an engine, with a worker of its own. */
  static TestClient of(ExperienceEngine engine, String organizationId, String environmentSlug) {
    return new TestClient(
        engine.newWorker(), engine.environment(organizationId, environmentSlug), false);
  }

  /** The same client sending preflights. */
  public TestClient preflight() {
    return new TestClient(worker, environment, true);
  }

  /** Each method gives the answer's {@code data}. */
  public JsonNode create(TestEvent... events) {
    byte[] body = utf8(TestEvent.body(events));
    worker.createProfile(environment, body, 0, body.length, isPreflight, answer);
    return data();
  }

  public JsonNode update(String id, TestEvent... events) {
    return update(id, TestEvent.body(events));
  }

  public JsonNode update(String id, String json) {
    byte[] body = utf8(json);
    worker.updateProfile(environment, slice(id), body, 0, body.length, isPreflight, answer);
    return data();
  }

  public JsonNode batch(TestEvent... events) {
    return batch(TestEvent.body(events));
  }

  public JsonNode batch(String json) {
    byte[] body = utf8(json);
    worker.upsertProfiles(environment, body, 0, body.length, isPreflight, answer);
    return data();
  }

  public JsonNode get(String id) {
    worker.getProfile(environment, slice(id), answer);
    return data();
  }

  public Explanation explain(String id) {
    return worker.explainProfile(environment, slice(id));
  }

  /** Gives the last answer as it was written. */
  public String importEvents(TestEvent... events) {
    byte[] body = utf8(TestEvent.body(events));
    worker.importEvents(environment, body, 0, body.length, answer);
    return answer.toString();
  }

  public String delete(String id) {
    worker.deleteProfile(environment, slice(id), answer);
    return answer.toString();
  }

  /** The last answer as it was written. */
  public String text() {
    return answer.toString();
  }

  public long answeredVersion() {
    return answer.environmentVersion();
  }

  /** The call is refused so, and leaves the answer empty. */
  public ExperienceException assertRefused(ErrorCode code, Executable call) {
    ExperienceException refused = assertThrows(ExperienceException.class, call);
    assertEquals(code, refused.code(), refused::getMessage);
    assertEquals(0, answer.length(), "bytes of an answer to a refused request");
    return refused;
  }

  public void assertUnknown(String id) {
    assertRefused(ErrorCode.PROFILE_NOT_FOUND, () -> get(id));
  }

  /** The id in an answer of one profile. */
  public static String id(JsonNode data) {
    return data.at("/profile/id").asText();
  }

  /** The ids in a batch's answer. */
  public static String ids(JsonNode data) {
    return String.join(" ", data.get("profiles").findValuesAsText("stableId"));
  }

  /** How many of the profile's audiences begin so. */
  public static long audienceCount(JsonNode data, String prefix) {
    return StreamSupport.stream(data.at("/profile/audiences").spliterator(), false)
        .filter(audience -> audience.asText().startsWith(prefix))
        .count();
  }

  private JsonNode data() {
    try {
      JsonNode tree = JSON.readTree(answer.toString());
      assertEquals("ok", tree.get("message").asText());
      return tree.get("data");
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.toString(), e);
    }
  }

  private static ByteSlice slice(String text) {
    return new ByteSlice().wrap(utf8(text));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
