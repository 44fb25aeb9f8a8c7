package dev.kitsune.engine.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.testdata.EnvironmentGenerator;
import dev.kitsune.testdata.TestData;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema in the eyes of a validator that others use, beside our own reading of it. */
final class EnvironmentSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory VALIDATORS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private static final JsonSchema VALIDATOR = VALIDATORS.getSchema(EnvironmentSchema.json());

  static Stream<String> plainFiles() {
    return Stream.concat(
        TestData.names("environments").stream().map(TestData::text),
        Stream.of(EnvironmentGenerator.generate(100).json()));
  }

  @Test
  void isASchemaOfItsDialect() {
    JsonSchema dialect =
        VALIDATORS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertEquals(List.of(), List.copyOf(dialect.validate(tree(EnvironmentSchema.json()))));
    assertFalse(dialect.validate(tree("{\"type\":\"whatever\"}")).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("plainFiles")
  void takesEveryPlainFile(String json) {
    assertEquals(List.of(), List.copyOf(VALIDATOR.validate(tree(json))));
    assertTrue(isTaken(json));
  }

  /**
   * Every value of a file that has every member (of another file every fortieth), replaced,
   * removed, or with another beside it: the validator and our reading agree, and the loader takes
   * nothing that the validator refuses.
   */
  @ParameterizedTest
  @CsvSource({"every-rule.json,1", "documented.json,40"})
  void agreesWithTheValidatorOnEveryMutation(String name, int step) {
    int refusedCount = 0;
    int takenCount = 0;
    List<String> mutations = JsonMutations.of(TestData.text("environments/" + name));
    for (int index = 0; index < mutations.size(); index += step) {
      String mutation = mutations.get(index);
      boolean isValid = VALIDATOR.validate(tree(mutation)).isEmpty();
      assertEquals(isValid, isTaken(mutation), mutation);
      assertTrue(isValid || !isLoaded(mutation), mutation);
      refusedCount += isValid ? 0 : 1;
      takenCount += isValid ? 1 : 0;
    }
    assertTrue(refusedCount > 100, "refused: " + refusedCount);
    assertTrue(takenCount > 20, "taken: " + takenCount);
  }

  @Test
  void refusesMembersThatStandTwice() {
    assertFalse(isTaken("{\"settings\":{\"explain\":true,\"explain\":false}}"));
    assertFalse(isTaken("{\"settings\":{\"explain\":true,\"expl\\u0061in\":false}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "{}", "[\"s3cret-of-ours\"]"})
  void showsNoSecret(String key) {
    String json = "{\"settings\":{\"ipEnrichment\":{\"url\":\"u\",\"key\":%s}}}".formatted(key);
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> EnvironmentSchema.checked(parsed(json)));
    assertEquals("/settings/ipEnrichment/key", refusal.pointer());
    assertEquals("expected a string", refusal.reason());
  }

  private static boolean isTaken(String json) {
    try {
      EnvironmentSchema.checked(parsed(json));
      return true;
    } catch (ConfigurationException refused) {
      return false;
    }
  }

  private static boolean isLoaded(String json) {
    try {
      new EnvironmentReader("o", "e").add("f", json.getBytes(UTF_8)).definition();
      return true;
    } catch (ConfigurationException refused) {
      return false;
    }
  }

  private static ConfigurationValue parsed(String json) {
    return ConfigurationValue.parse("test.json", json.getBytes(UTF_8));
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
