package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.testdata.AnswerStep;
import dev.kitsune.testdata.Endpoint;
import dev.kitsune.testdata.MalformedRequest;
import dev.kitsune.testdata.TestData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The requests of the documents and of browsers, in one sequence, with answers written by hand. */
class DocumentedRequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicLong clockMs = new AtomicLong();
  private final ResponseSink answer = new ResponseSink();

  @ParameterizedTest
  @EnumSource
  void giveTheAnswersWrittenByHand(EngineConfig.StoreKind store) throws Exception {
    try (ExperienceEngine engine = ExperienceEngine.open(config(store))) {
      EngineWorker worker = engine.newWorker();
      for (AnswerStep step : stepsOfTheEngine()) {
        clockMs.set(step.clockMs());
        if (step.isOk()) {
          send(engine, worker, step);
          assertEquals(tree(step.answer()), tree(answer.toString()), () -> step + "\n" + answer);
        } else {
          ExperienceException refused =
              assertThrows(
                  ExperienceException.class, () -> send(engine, worker, step), step::toString);
          JsonNode expected = JSON.readTree(step.answer());
          assertEquals(expected.at("/error/code").asText(), refused.code().code(), step::toString);
          assertTrue(
              String.valueOf(refused.getMessage()).startsWith(expected.get("message").asText()),
              step::toString);
          assertEquals(0, answer.length(), step::toString);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refuseWhatIsMalformedWithThePlaceAndStoreNothing(EngineConfig.StoreKind store) {
    try (ExperienceEngine engine = ExperienceEngine.open(config(store))) {
      EngineWorker worker = engine.newWorker();
      EnvironmentRef environment = engine.environment("acme", "main");
      assertTrue(MalformedRequest.all().size() > 100);
      for (MalformedRequest malformed : MalformedRequest.all()) {
        byte[] body = malformed.body();
        ExperienceException refused =
            assertThrows(
                ExperienceException.class,
                () -> send(worker, environment, malformed.endpoint(), "visitor-1", body, false),
                malformed::name);
        assertEquals("ERR_INVALID_DATA", refused.code().code(), malformed::name);
        assertTrue(
            refused.detail().contains(malformed.fragment()),
            () -> malformed.name() + ": " + refused.detail());
        malformed
            .byteOffset()
            .ifPresent(
                offset ->
                    assertTrue(
                        refused.detail().endsWith(" at byte " + offset),
                        () -> malformed.name() + ": " + refused.detail()));
        assertEquals(0, engine.profileCount(), malformed::name);
      }
    }
  }

  /** All steps but those that the server refuses for their query. */
  private static List<AnswerStep> stepsOfTheEngine() {
    List<AnswerStep> steps =
        AnswerStep.all().stream()
            .filter(step -> step.isPreflight() || !step.query().contains("type="))
            .toList();
    assertTrue(steps.size() > 30);
    return steps;
  }

  private void send(ExperienceEngine engine, EngineWorker worker, AnswerStep step) {
    EnvironmentRef environment = engine.environment(step.organizationId(), step.environmentSlug());
    send(
        worker, environment, step.endpoint(), step.decodedId(), step.request(), step.isPreflight());
  }

  private void send(
      EngineWorker worker,
      EnvironmentRef environment,
      Endpoint endpoint,
      String id,
      byte[] body,
      boolean preflight) {
    ByteSlice idSlice = new ByteSlice().wrap(id.getBytes(StandardCharsets.UTF_8));
    switch (endpoint) {
      case CREATE -> worker.createProfile(environment, body, 0, body.length, preflight, answer);
      case UPDATE ->
          worker.updateProfile(environment, idSlice, body, 0, body.length, preflight, answer);
      case GET -> worker.getProfile(environment, idSlice, answer);
      case UPSERT -> worker.upsertProfiles(environment, body, 0, body.length, preflight, answer);
    }
  }

  private EngineConfig config(EngineConfig.StoreKind store) {
    return EngineConfig.defaults()
        .withStore(store)
        .withMaxProfiles(10_000)
        .withEnvironment("acme", "main", TestData.text("environments/documented.json"))
        .withClockAndEntropy(clockMs::get, () -> AnswerStep.ENTROPY);
  }

  /** A tree in which equal numbers are equal however they are written. */
  private static JsonNode tree(String json) throws Exception {
    return byValue(JSON.readTree(json));
  }

  private static JsonNode byValue(JsonNode node) {
    if (node.isNumber()) {
      return DecimalNode.valueOf(node.decimalValue().stripTrailingZeros());
    }
    if (node instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(name -> object.set(name, byValue(object.get(name))));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, byValue(array.get(i)));
      }
    }
    return node;
  }
}
