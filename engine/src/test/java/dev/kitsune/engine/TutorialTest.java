package dev.kitsune.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.response.ResponseSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's lines of embedding by the bytes' door, compiled and run. */
class TutorialTest {
  private static final String CONFIGURATION =
      """
      {"audiences": [{"id": "aud-pricing", "rules": {"any": [{"all": [
          {"type": "page", "operator": "greaterThanInclusive", "count": 1, "conditions": [
            {"key": {"id": "context_page_path"}, "operator": "startsWith", "value": "/pricing"}]}]}]}}],
       "experiences": [{"id": "exp-hero", "type": "nt_experiment", "audience": "aud-pricing", "config": {
          "traffic": 1, "distribution": [0.5, 0.5], "components": [
            {"baseline": {"id": "hero"}, "variants": [{"id": "hero-b"}]}]}}]}""";

  @Test
  void theLinesOfTheReadmeAnswerAnEvent() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    embed(out);
    String answer = out.toString(UTF_8);
    assertTrue(
        answer.startsWith("{\"message\":\"ok\",\"data\":{\"profile\":{\"id\":\"visitor-1\""));
    assertTrue(answer.contains("\"audiences\":[\"aud-pricing\"]"), answer);
    assertTrue(answer.contains("{\"experienceId\":\"exp-hero\",\"variantIndex\":"), answer);
  }

  @Test
  void theReadmeShowsTheseLines() throws IOException {
    List<String> run = ReadmeLines.run("TutorialTest");
    assertTrue(run.size() > 10);
    assertEquals(String.join("\n", run), String.join("\n", ReadmeLines.shown(1)));
  }

  private static void embed(OutputStream out) throws IOException {
    EngineConfig config = EngineConfig.defaults().withEnvironment("acme", "main", CONFIGURATION);
    try (ExperienceEngine engine = ExperienceEngine.open(config)) {
      EnvironmentRef environment = engine.environment("acme", "main");
      // begin of the README's lines
      byte[] request =
          """
          {"events": [{"type": "page", "channel": "server", "messageId": "m-1",
            "context": {"library": {"name": "gateway", "version": "1.0"}},
            "properties": {"path": "/pricing", "url": "https://example.com/pricing",
                           "query": {}, "referrer": "", "search": ""}}]}"""
              .getBytes(UTF_8);
      EngineWorker worker = engine.newWorker(); // one per thread
      ResponseSink answer = new ResponseSink(); // yours, reused from call to call
      ByteSlice id = new ByteSlice().wrap("visitor-1".getBytes(UTF_8));
      worker.updateProfile(environment, id, request, 0, request.length, false, answer);
      out.write(answer.array(), 0, answer.length());
      // end of the README's lines
    }
  }
}
