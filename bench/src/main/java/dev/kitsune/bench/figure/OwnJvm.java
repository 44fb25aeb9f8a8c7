package dev.kitsune.bench.figure;

import dev.kitsune.bench.ForkFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** A JVM of its own for one measurement: what JVMs differ by is then in the figures. */
public final class OwnJvm {
  private OwnJvm() {}

  /** For the main class: prints the figures that {@link #measure} returns. */
  public static void tell(double... figures) {
    System.out.println(
        DoubleStream.of(figures).mapToObj(Double::toString).collect(Collectors.joining(" ")));
  }

  /**
   * Runs a main class that tells its figures last.
   *
   * @throws IOException if it ended with another code than 0
   */
  public static List<Double> measure(Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(main, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(
            "the JVM of " + main.getSimpleName() + " ended with " + process.exitValue());
      }
      return figures(out);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> command(Class<?> main, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ForkFlags.forThisJvm());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    return command;
  }

  private static List<Double> figures(String out) {
    String last = out.lines().reduce((first, second) -> second).orElse("");
    return Arrays.stream(last.split(" ", -1)).map(Double::valueOf).toList();
  }
}
