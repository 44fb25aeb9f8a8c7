package dev.kitsune.bench.report;

import dev.kitsune.bench.ForkFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds out where a report is made and of what. What cannot be found out is "unknown". */
final class MachineReader {
  private static final String UNKNOWN = "unknown";

  private MachineReader() {}

  /**
   * This machine and JVM.
   *
   * @param checkout a directory inside of the checkout that the classes were built from
   */
  static Machine read(Path checkout) {
    return new Machine(
        field(Path.of("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors(),
        memoryBytes(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        ForkFlags.forThisJvm(),
        commit(checkout));
  }

  private static long memoryBytes() {
    String kilobytes = field(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "");
    return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) * 1_024;
  }

  /** The text behind the first colon of the line that begins so. */
  static String field(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException notLinux) {
      return UNKNOWN;
    }
  }

  private static String commit(Path checkout) {
    String commit = git(checkout, "rev-parse", "--short=12", "HEAD");
    if (commit.isEmpty()) {
      return UNKNOWN;
    }
    return git(checkout, "status", "--porcelain").isEmpty()
        ? commit
        : commit + " and local changes";
  }

  private static String git(Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : "";
    } catch (IOException noGit) {
      return "";
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
