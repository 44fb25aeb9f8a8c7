package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.store.ChronicleFlags;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server as its users start it: a process of its own, killed when closed. */
final class ServerProcess implements AutoCloseable {
  /** What the packaged server's manifest says. */
  static final String FLAGS = ChronicleFlags.line(Runtime.version().feature());

  private static final int WAIT_SECONDS = 15;

  private final Process process;
  private final Path errors;

  private ServerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  static ServerProcess start(Path directory, String... args) throws IOException {
    return start(directory, List.of(FLAGS.split(" ", -1)), args);
  }

  /** Starts it with these JVM flags; what it says on standard error goes to the directory. */
  static ServerProcess start(Path directory, List<String> flags, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-Dlogback.configurationFile=logback.xml"); // not that of the tests
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ServerMain.class.getName());
    command.addAll(List.of(args));
    Path errors = directory.resolve("stderr");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    return new ServerProcess(builder.start(), errors);
  }

  BufferedReader out() {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  /** Asks it to stop, as SIGTERM does. */
  void terminate() {
    process.destroy();
  }

  /** Ends it as SIGKILL does, and returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int awaitExit() throws InterruptedException {
    assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS), "still running");
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
