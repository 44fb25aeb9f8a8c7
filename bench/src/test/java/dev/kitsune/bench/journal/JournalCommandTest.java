package dev.kitsune.bench.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JournalCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsEveryFigureAndRemovesItsDirectories(@TempDir Path directory) throws IOException {
    assertEquals(0, run("--tiny", "--profiles=20", "--dir=" + directory), err::toString);
    for (String part :
        List.of(
            "commit   ",
            "JVM      ",
            "JVMs of their own: --add-opens ",
            "data in  " + directory.resolve("journal"),
            "[1/5] after 0:0",
            "update with level os / in memory: ",
            "  the same in CPU time of the thread that updates: ",
            "  at level os: ",
            "64 outstanding events of 2 threads / one at a time: ",
            "64 blocking threads / one at a time: ",
            "  one at a time: ",
            "p99.9 of updates while a snapshot is written / else",
            "undecided: a run of the machinery's test",
            "a new JVM opens 2 profiles, page cache warm: ",
            "  from the start of the JVM: ",
            "[5/5] after ",
            "a new JVM opens 20 profiles, page cache warm: ")) {
      assertTrue(out.toString().contains(part), part + " in " + out);
    }
    assertFalse(out.toString().contains("; 0 snapshots"), out.toString());
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void refusesADirectoryThatIsAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertEquals(2, run("--tiny", "--dir=" + file));
    assertTrue(
        err.toString().startsWith("--dir: cannot make a directory in " + file + ": "),
        err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
    assertEquals("", out.toString());
  }

  private int run(String... args) {
    return new CommandLine(new JournalCommand(new PrintWriter(out, true)))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
