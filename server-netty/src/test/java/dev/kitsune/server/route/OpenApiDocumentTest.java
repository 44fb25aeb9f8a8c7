package dev.kitsune.server.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whether the OpenAPI document knows every status and code that we answer; OpenApiTest asks more.
 */
final class OpenApiDocumentTest {
  private final JsonNode document = read();

  @Test
  void knowsEveryStatusAndNoOther() {
    Set<String> served = new TreeSet<>();
    for (HttpStatus status : HttpStatus.values()) {
      served.add(String.valueOf(status.code()));
    }
    Set<String> documented = new TreeSet<>();
    for (JsonNode path : document.get("paths")) {
      for (JsonNode operation : path) {
        operation.path("responses").fieldNames().forEachRemaining(documented::add);
      }
    }
    assertEquals(served, documented);
  }

  @ParameterizedTest
  @EnumSource
  void knowsEveryFaultOfARequest(HttpFault fault) {
    assertDocumented(fault.status(), fault.code());
  }

  @ParameterizedTest
  @EnumSource
  void knowsEveryCodeOfTheEngine(ErrorCode code) {
    assertDocumented(ErrorResponse.status(code), code.code());
  }

  @Test
  void saysThatRefusalsForNowTellWhenToComeBack() {
    for (String name : new String[] {"Overload", "Unavailable"}) {
      assertNotNull(
          document.at("/components/responses/" + name + "/headers").get("Retry-After"), name);
    }
  }

  private void assertDocumented(HttpStatus status, String code) {
    String known = document.at("/components/schemas/Error/properties/error").toString();
    assertTrue(known.contains("\"" + code + "\""), code);
    for (JsonNode path : document.get("paths")) {
      for (JsonNode operation : path) {
        String ref =
            operation.path("responses").path(String.valueOf(status.code())).path("$ref").asText();
        if (!ref.isEmpty()
            && document.at(ref.substring(1)).toString().contains("\"" + code + "\"")) {
          return;
        }
      }
    }
    JsonNode anyPath = document.at("/components/responses/NotFound");
    assertTrue(
        status == HttpStatus.NOT_FOUND && anyPath.toString().contains("\"" + code + "\""), code);
  }

  private static JsonNode read() {
    try (InputStream in = HttpFault.class.getResourceAsStream("openapi.json")) {
      assertNotNull(in);
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
