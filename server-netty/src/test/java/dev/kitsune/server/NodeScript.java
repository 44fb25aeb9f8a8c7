package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Scripts of {@code src-test-data/clients}, run by node as processes of their own. Where node or
 * the clients are missing a test is skipped and says so; with {@code CI=true} it fails.
 */
final class NodeScript {
  private static final Path TEST_DATA =
      Path.of(System.getProperty("basedir", "."), "..", "src-test-data").toAbsolutePath();
  private static final Path CLIENTS = TEST_DATA.resolve("clients").normalize();
  private static final String MISSING =
      "needs node 20 and the public clients: npm ci --prefix src-test-data/clients";
  private static final int RUN_SECONDS = 30;

  private final Path folder;

  /**
   * @param folder a temporary one, for what goes in and out
   */
  NodeScript(Path folder) {
    this.folder = folder;
  }

  /** What a script printed, and how it ended. */
  record Output(int exitCode, String text) {}

  void assumeInstalled() throws Exception {
    if (!Files.isDirectory(CLIENTS.resolve("node_modules")) || !isNodeInstalled()) {
      if ("true".equals(System.getenv("CI"))) {
        fail(MISSING);
      }
      abort(MISSING);
    }
  }

  /** Runs a script of the folder with this text as its standard input. */
  Output run(String input, String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("node");
    command.add(CLIENTS.resolve(script).toString());
    command.addAll(List.of(arguments));
    Path in = Files.writeString(folder.resolve("in"), input);
    return run(new ProcessBuilder(command).redirectInput(in.toFile()));
  }

  private Output run(ProcessBuilder command) throws Exception {
    Path text = folder.resolve("out");
    Process process = command.redirectErrorStream(true).redirectOutput(text.toFile()).start();
    if (!process.waitFor(RUN_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("node did not end within " + RUN_SECONDS + " s");
    }
    return new Output(process.exitValue(), Files.readString(text, StandardCharsets.UTF_8));
  }

  private boolean isNodeInstalled() throws Exception {
    try {
      return run(new ProcessBuilder("node", "--version")).exitCode() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
