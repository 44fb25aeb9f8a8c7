package dev.kitsune.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes of a directory's files come to while the engine runs. */
final class EngineReloadTest {
  private static final String BAD = "{\"audiences\":7}";

  private final Path directory;

  EngineReloadTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void takesChangesOverByItself() throws IOException {
    write("a/main/e.json", "{}");
    try (ExperienceEngine engine = ExperienceEngine.open(config().withConfigurationWatched(true))) {
      write("a/main/e.json", "{ }");
      await().until(() -> version(engine, "a", "main") == 2);
      write("a/main/e.json", BAD);
      write("b/main/e.json", "{}");
      await().until(() -> engine.environments().size() == 2);
      assertEquals(2, version(engine, "a", "main"));
      write("a/main/e.json", "{  }");
      await().until(() -> version(engine, "a", "main") == 3);
      assertEquals(1, version(engine, "b", "main"));
      Files.delete(directory.resolve("b/main/e.json"));
      await().until(() -> engine.environments().size() == 1);
      write("b/main/e.json", "{}");
      await().until(() -> engine.environments().size() == 2);
      assertEquals(2, version(engine, "b", "main"));
    }
  }

  @Test
  void keepsTheVersionsOfRefusedEnvironmentsOnly() throws IOException {
    write("a/main/e.json", "{}");
    write("b/main/e.json", "{}");
    write("c/main/e.json", "{}");
    try (ExperienceEngine engine = ExperienceEngine.open(config())) {
      write("a/main/e.json", BAD);
      write("b/main/e.json", "{ }");
      write("c/main/e.json", "{\"experiences\":7}");
      write("d/main/e.json", BAD);
      ConfigurationException refusal = assertThrows(ConfigurationException.class, engine::reload);
      assertEquals("/audiences", refusal.pointer());
      assertEquals(2, refusal.getSuppressed().length);
      assertEquals(1, version(engine, "a", "main"));
      assertEquals(2, version(engine, "b", "main"));
      assertEquals(1, version(engine, "c", "main"));
      assertEquals(3, engine.environments().size());
    }
  }

  @Test
  void keepsEveryVersionWhenTheDirectoryIsGone() throws IOException {
    write("a/main/e.json", "{}");
    try (ExperienceEngine engine = ExperienceEngine.open(config())) {
      Files.move(directory.resolve("a"), directory.resolveSibling(directory.getFileName() + "-a"));
      Files.delete(directory);
      assertThrows(ConfigurationException.class, engine::reload);
      assertEquals(1, version(engine, "a", "main"));
    }
  }

  @Test
  void readsContentfulFormsFromFilesAndText() throws IOException {
    write("a/export/e.json", TestData.text("contentful/export.json"));
    String delivery = TestData.text("contentful/delivery.json");
    EngineConfig config = config().withEnvironment("a", "delivery", delivery);
    try (ExperienceEngine engine = ExperienceEngine.open(config)) {
      for (String slug : List.of("export", "delivery")) {
        Decision decision =
            engine.update(
                engine.environment("a", slug),
                "visitor",
                Event.page(Page.of("https://example.com/pricing")).build());
        assertEquals(true, decision.profile().audiences().contains("aud-pricing"));
      }
    }
  }

  @Test
  void refusesWhatWouldBeLeftOutWhereStrict() throws IOException {
    String faulty = TestData.text("contentful/export.json").replace("nt_experiment", "nt_other");
    write("a/main/e.json", faulty);
    assertThrows(
        ConfigurationException.class,
        () -> ExperienceEngine.open(config().withStrictConfiguration(true)));
    try (ExperienceEngine engine = ExperienceEngine.open(config())) {
      assertEquals(1, version(engine, "a", "main"));
    }
  }

  private EngineConfig config() {
    return EngineConfig.defaults().withStore(StoreKind.HEAP).withConfigDirectory(directory);
  }

  private static long version(ExperienceEngine engine, String organization, String slug) {
    return engine.environment(organization, slug).current().version();
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(UTF_8));
  }
}
