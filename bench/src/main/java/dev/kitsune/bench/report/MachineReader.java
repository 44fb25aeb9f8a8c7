package dev.kitsune.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out where a report is made and of what. What cannot be found out is "unknown". */
public final class MachineReader {
  private static final String UNKNOWN = "unknown";

  private MachineReader() {}

  /** This machine and JVM. */
  public static Machine read() throws IOException {
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
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        BuildCommit.read());
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
}
