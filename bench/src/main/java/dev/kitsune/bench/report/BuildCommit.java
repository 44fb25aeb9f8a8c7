package dev.kitsune.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Of which commit the classes were built. The build asks git and writes it beside them, because
 * where a jar runs there may be another commit, another repository, or none. What git does not say
 * is "unknown". Control plane.
 */
final class BuildCommit {
  static final String FILE = "build-commit.txt";
  static final String UNKNOWN = "unknown";

  private static final int GIT_TIMEOUT_S = 20;

  private BuildCommit() {}

  /** The build's step: takes the checkout's directory and that of the classes. */
  public static void main(String[] args) throws IOException {
    String place = BuildCommit.class.getPackageName().replace('.', '/');
    Path directory = Files.createDirectories(Path.of(args[1], place));
    Files.writeString(directory.resolve(FILE), of(Path.of(args[0])));
  }

  /** What the build wrote. */
  static String read() throws IOException {
    try (InputStream in = BuildCommit.class.getResourceAsStream(FILE)) {
      return in == null ? UNKNOWN : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The commit that is checked out here, and whether anything differs from it; "unknown" where this
   * is not the top of a checkout, as sources unpacked inside of another repository are not.
   */
  static String of(Path checkout) throws IOException {
    String top = git(checkout, "rev-parse", "--show-toplevel");
    String commit = git(checkout, "rev-parse", "--short=12", "HEAD");
    if (top.isEmpty() || commit.isEmpty() || !Files.isSameFile(Path.of(top), checkout)) {
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
      return process.waitFor(GIT_TIMEOUT_S, TimeUnit.SECONDS) && process.exitValue() == 0
          ? text
          : "";
    } catch (IOException noGit) {
      return "";
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
