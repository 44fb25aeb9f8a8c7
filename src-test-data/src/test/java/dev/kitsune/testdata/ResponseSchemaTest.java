package dev.kitsune.testdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected answers, parsed by the schemas of the public client; needs node and npm. */
class ResponseSchemaTest {
  private static final Path SCHEMAS = Path.of(System.getProperty("basedir", "."), "schemas");
  private static final String MISSING =
      "needs node and the client's schemas: npm ci --prefix src-test-data/schemas";

  private final Path folder;

  ResponseSchemaTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void needsNodeAndSchemas() throws Exception {
    if (!Files.isDirectory(SCHEMAS.resolve("node_modules")) || !isNodeInstalled()) {
      if ("true".equals(System.getenv("CI"))) {
        fail(MISSING);
      }
      abort(MISSING);
    }
  }

  @Test
  void acceptsEveryExpectedAnswer() throws Exception {
    Output output = check();
    assertEquals(0, output.exitCode(), output.text());
    int answerCount = TestData.names("responses", ".json").size();
    assertTrue(output.text().startsWith(answerCount + " answers checked"), output.text());
  }

  @Test
  void refusesAnAnswerWithALowerCaseCountry() throws Exception {
    Output output = checkText(TestData.text("responses/located.json").replace("\"AU\"", "\"au\""));
    assertEquals(1, output.exitCode(), output.text());
    assertTrue(output.text().contains("data.profile.location.countryCode"), output.text());
  }

  @Test
  void refusesAnAnswerWithoutChanges() throws Exception {
    Output output =
        checkText(TestData.text("responses/located.json").replace("\"changes\"", "\"change\""));
    assertEquals(1, output.exitCode(), output.text());
    assertTrue(output.text().contains("data.changes: Required"), output.text());
  }

  @Test
  void refusesABatchAnswerWithoutProfiles() throws Exception {
    Output output = checkLine("{\"message\":\"ok\",\"data\":{},\"error\":null}", "profiles");
    assertEquals(1, output.exitCode(), output.text());
    assertTrue(output.text().contains("line 1: data.profiles: Required"), output.text());
  }

  @Test
  void readsAnswersFromStandardInput() throws Exception {
    String answer = TestData.text("responses/upserted.json").replace("\n", " ");
    Output output = checkLine(answer, "profiles");
    assertEquals(0, output.exitCode(), output.text());
  }

  private Output checkText(String answer) throws Exception {
    Path file = Files.writeString(folder.resolve("answer.json"), answer);
    return check(file.toString());
  }

  private Output checkLine(String answer, String kind) throws Exception {
    String line = "{\"kind\":\"" + kind + "\",\"answer\":" + answer + "}\n";
    Path input = Files.writeString(folder.resolve("answers.ndjson"), line);
    return run(command("--stdin").redirectInput(input.toFile()));
  }

  private Output check(String... arguments) throws Exception {
    return run(command(arguments));
  }

  private static ProcessBuilder command(String... arguments) {
    ProcessBuilder command =
        new ProcessBuilder("node", SCHEMAS.resolve("check.mjs").toAbsolutePath().toString());
    command.command().addAll(List.of(arguments));
    return command;
  }

  private Output run(ProcessBuilder command) throws Exception {
    Path text = folder.resolve("output.txt");
    Process process = command.redirectErrorStream(true).redirectOutput(text.toFile()).start();
    if (!process.waitFor(15, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("node did not end within 15 s");
    }
    return new Output(process.exitValue(), Files.readString(text, UTF_8));
  }

  private boolean isNodeInstalled() throws Exception {
    try {
      return run(new ProcessBuilder("node", "--version")).exitCode() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private record Output(int exitCode, String text) {}
}
