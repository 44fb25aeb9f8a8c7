package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.experience.SelectedExperience;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The README's lines of embedding by the typed door, compiled and run. */
class TypedTutorialTest {
  @Test
  void theLinesOfTheReadmeDecideAnEvent() {
    List<SelectedExperience> rendered = new ArrayList<>();
    embed(rendered);
    assertEquals(1, rendered.size());
    SelectedExperience hero = rendered.get(0);
    assertEquals("exp-hero", hero.experienceId());
    assertEquals(Map.of("hero", hero.variantIndex() == 0 ? "hero" : "hero-b"), hero.variants());
  }

  @Test
  void theReadmeShowsTheseLines() throws IOException {
    List<String> run = ReadmeLines.run("TypedTutorialTest");
    assertTrue(run.size() > 10);
    assertEquals(String.join("\n", run), String.join("\n", ReadmeLines.shown(0)));
  }

  private static void embed(List<SelectedExperience> page) {
    // begin of the README's lines
    String configuration =
        """
        {"audiences": [{"id": "aud-pricing", "rules": {"any": [{"all": [
            {"type": "page", "operator": "greaterThanInclusive", "count": 1, "conditions": [
              {"key": {"id": "context_page_path"}, "operator": "startsWith", "value": "/pricing"}]}]}]}}],
         "experiences": [{"id": "exp-hero", "type": "nt_experiment", "audience": "aud-pricing", "config": {
            "traffic": 1, "distribution": [0.5, 0.5], "components": [
              {"baseline": {"id": "hero"}, "variants": [{"id": "hero-b"}]}]}}]}""";
    EngineConfig config = EngineConfig.defaults().withEnvironment("acme", "main", configuration);
    try (ExperienceEngine engine = ExperienceEngine.open(config)) { // one for the whole program
      EnvironmentRef environment = engine.environment("acme", "main"); // look up once, keep
      Event event =
          Event.page(Page.of("https://example.com/pricing?plan=pro"))
              .property("title", "Pricing")
              .locale("de-AT")
              .build();
      Decision decision = engine.update(environment, "visitor-1", event); // from any thread
      decision.experience("exp-hero").ifPresent(page::add);
    }
    // end of the README's lines
  }
}
