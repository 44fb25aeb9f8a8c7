package dev.kitsune.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory = Path.of("");

  @Test
  void measuresEverythingAndWritesTheThreeForms() throws IOException {
    System.setProperty("jmh.ignoreLock", "true"); // others may measure beside the build
    assertEquals(0, run("--tiny", "--out", directory.toString()), () -> out + "\n" + err);
    String json = directory.resolve("report.json").toString();
    String text = Files.readString(directory.resolve("report.txt"));
    for (String part :
        List.of(
            "Targets",
            "page update / its floor",
            "batch of 200 events / 200 updates",
            "merge of two profiles / page update",
            "Rounds",
            "control loop after page at 200/s",
            "Time per step",
            "JSON parsers",
            "Whole requests",
            "Stores",
            "Percentiles",
            "Memory per profile",
            "         forks: --add-opens java.base/java.lang",
            "         the server: --add-opens",
            "         those of memory: --add-opens",
            "of 40 sent in time, 0 failed")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
    assertTrue(out.toString().contains("[1/"), out.toString());
    assertFalse(Files.exists(directory.resolve("config")), "the server's own files");
    assertTrue(Files.readString(directory.resolve("report.html")).contains("<svg"));
    assertEquals(0, run("compare", json, json));
    assertTrue(out.toString().contains("rows of fewer than 4 forks are undecided"), out.toString());
  }

  @Test
  void measuresOnlyWhatTargetsAreJudgedBy() throws IOException {
    System.setProperty("jmh.ignoreLock", "true");
    assertEquals(0, run("--tiny", "--targets", "--out", directory.toString()), () -> err + "");
    String text = Files.readString(directory.resolve("report.txt"));
    assertTrue(text.contains("page update / its floor"), text);
    assertTrue(text.contains("Memory per profile"), text);
    assertTrue(text.contains("only what targets are judged by"), text);
    for (String part : List.of("Time per step", "Stores", "sent in time")) {
      assertFalse(text.contains(part), part + " in " + text);
    }
  }

  @Test
  void refusesWrongUsage() {
    assertEquals(2, run("--fast"));
    assertTrue(err.toString().contains("Unknown option: '--fast'"), err.toString());
    assertEquals(2, run("compare", "a.json"));
    assertEquals(2, run("bnech"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          audiences | --audiences=9             | --audiences must be 10 to 10,000: 9
          audiences | --audiences=-5            | --audiences must be 10 to 10,000: -5
          audiences | --audiences=10001         | --audiences must be 10 to 10,000: 10001
          audiences | --profiles=0              | --profiles must be 1 to 10,000,000: 0
          audiences | --profiles=10000001       | --profiles must be 1 to 10,000,000: 10000001
          audiences | --rounds=0                | --rounds must be 1 to 1,000: 0
          audiences | --rounds=1001             | --rounds must be 1 to 1,000: 1001
          journal   | --profiles=9              | --profiles must be 10 to 100,000,000: 9
          journal   | --profiles=100000001      | --profiles must be 10 to 100,000,000: 100000001
          """)
  void refusesCountsThatNothingCanBeMeasuredWith(String command, String option, String words) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertEquals(2, run(command, option), out::toString));
    assertTrue(err.toString().startsWith(words), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void refusesADirectoryThatCannotBe() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertEquals(2, run("--tiny", "--out", file.resolve("below").toString()));
    assertTrue(err.toString().contains("--out: cannot make the directory"), err.toString());
  }

  @Test
  void refusesToCompareWhatIsNoReport() throws IOException {
    String file = Files.writeString(directory.resolve("a.json"), "{").toString();
    assertEquals(2, run("compare", file, file));
    assertTrue(err.toString().contains("a.json is no report"), err.toString());
    assertEquals(2, run("compare", file + ".none", file));
    assertTrue(err.toString().contains("no such file"), err.toString());
  }

  @Test
  void explainsItself() {
    assertEquals(0, run("--help"));
    for (String part :
        List.of("--quick", "--out=DIR", "compare", "jmh", "audiences", "journal", "1")) {
      assertTrue(out.toString().contains(part), part + " in " + out);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"audiences", "journal", "compare"})
  void explainsTheCommandsBesideTheReport(String command) {
    assertEquals(0, run(command, "--help"));
    assertTrue(out.toString().contains("Usage: kitsune bench " + command + " "), out.toString());
    assertEquals(2, run(command, "--no-such-option"));
  }

  @Test
  void givesJmhTheFlagsThatItsForksNeed() {
    String flags = String.join(" ", ForkFlags.forThisJvm());
    assertTrue(flags.contains("--add-opens java.base/java.lang=ALL-UNNAMED"), flags);
    assertArrayEquals(
        new String[] {"-l", "-jvmArgsPrepend", flags}, BenchMain.jmhArguments(List.of("-l")));
    assertArrayEquals(
        new String[] {"-jvmArgsPrepend", flags + " -Xmx1g", "X"},
        BenchMain.jmhArguments(List.of("-jvmArgsPrepend", "-Xmx1g", "X")));
  }

  private int run(String... args) {
    return BenchMain.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
