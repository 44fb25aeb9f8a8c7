package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChronicleFlagsTest {
  private static final int JAVA_VERSION = Runtime.version().feature();

  @Test
  void printsTheLineToAddWhenTheFlagsAreMissing() throws Exception {
    Child child = run();
    assertEquals(1, child.status, child.output);
    assertTrue(
        child.output.contains("Add to the java command line: " + ChronicleFlags.line(JAVA_VERSION)),
        child.output);
  }

  @Test
  void printsTheLineToAddWhenOneFlagIsMissing() throws Exception {
    Child child = run("--add-opens", "java.base/java.lang=ALL-UNNAMED");
    assertEquals(1, child.status, child.output);
    assertTrue(child.output.contains("Add to the java command line: "), child.output);
  }

  @Test
  void opensAStoreWithThePrintedLineAndSaysNothing() throws Exception {
    Child child = run(ChronicleFlags.line(JAVA_VERSION).split(" "));
    assertEquals(0, child.status, child.output);
    assertEquals("", withoutLogOfTheStart(child.output));
  }

  @Test
  void opensAStoreInAJvmWithoutACompiler() throws Exception {
    List<String> flags = new ArrayList<>(List.of("--limit-modules", "java.se,jdk.unsupported"));
    flags.addAll(List.of(ChronicleFlags.line(JAVA_VERSION).split(" ")));
    Child child = run(flags.toArray(String[]::new));
    assertEquals(0, child.status, child.output);
  }

  @Test
  void knowsNoUnsafeFlagBeforeTheVersionsThatWarn() {
    assertFalse(ChronicleFlags.line(23).contains("sun-misc-unsafe"));
    assertTrue(ChronicleFlags.line(24).contains("sun-misc-unsafe"));
  }

  private static String withoutLogOfTheStart(String output) {
    return output
        .lines()
        .filter(line -> !line.contains(" DEBUG ") && !line.contains("Chronicle core loaded"))
        .toList()
        .stream()
        .reduce("", (all, line) -> all + line + '\n');
  }

  private static Child run(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(flags));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), OpenStore.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Child(process.waitFor(), output);
  }

  private record Child(int status, String output) {}

  /** The child: writes and reads one record. */
  static final class OpenStore {
    private OpenStore() {}

    public static void main(String[] arguments) {
      try (RecordStore store = new ChronicleRecordStore(100, 700, 10_000)) {
        store.write(1, 2, new byte[] {3}, 0, 1);
        if (!store.read(1, 2, new ByteSink(1))) {
          throw new IllegalStateException("no record");
        }
      }
    }
  }
}
