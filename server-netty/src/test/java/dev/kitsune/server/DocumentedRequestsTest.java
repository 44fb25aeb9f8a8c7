package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import dev.kitsune.testdata.AnswerStep;
import dev.kitsune.testdata.Endpoint;
import dev.kitsune.testdata.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The requests of the documents and of browsers over HTTP, with answers written by hand. */
final class DocumentedRequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicLong clockMs = new AtomicLong();

  @Test
  void getTheAnswersWrittenByHand() throws IOException {
    try (ExperienceEngine engine = ExperienceEngine.open(config());
        HttpServer server = start(engine);
        RawConnection connection = new RawConnection(server.port())) {
      for (AnswerStep step : AnswerStep.all()) {
        clockMs.set(step.clockMs());
        String method = step.endpoint() == Endpoint.GET ? "GET" : "POST";
        Answer answer = send(connection, method, step.target(), step.request());
        assertEquals(step.status(), answer.status(), () -> step + "\n" + answer);
        if (step.status() == 400) {
          assertMessageBegins(step.answer(), answer.body());
        } else {
          assertEquals(tree(step.answer()), tree(answer.body()), () -> step + "\n" + answer);
        }
        assertEquals(step.isOk() ? "1" : null, answer.header("x-config-version"), step::toString);
      }
    }
  }

  private static Answer send(RawConnection connection, String method, String target, byte[] body)
      throws IOException {
    String head = method + " " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length;
    byte[] bytes = (head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    return connection.send(bytes).send(body).read();
  }

  private static HttpServer start(ExperienceEngine engine) throws PortException {
    return HttpServer.start(TestServer.config(0, AdminPort.OFF, HttpLimits.DEFAULT), engine);
  }

  private EngineConfig config() {
    return EngineConfig.defaults()
        .withStore(StoreKind.HEAP)
        .withMaxProfiles(10_000)
        .withEnvironment("acme", "main", TestData.text("environments/documented.json"))
        .withClockAndEntropy(clockMs::get, () -> AnswerStep.ENTROPY);
  }

  private static void assertMessageBegins(String expected, String actual) throws IOException {
    String message = JSON.readTree(actual).get("message").asText();
    assertTrue(message.startsWith(JSON.readTree(expected).get("message").asText()), message);
  }

  /** A tree in which equal numbers are equal however they are written. */
  private static JsonNode tree(String json) throws IOException {
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
