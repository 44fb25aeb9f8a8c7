package dev.kitsune.server.journal;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.journal.JournalDirectory;
import dev.kitsune.engine.journal.JournalInspection;
import dev.kitsune.engine.journal.JournalRepairReport;
import dev.kitsune.engine.journal.JournalReport;
import dev.kitsune.engine.store.JournalExport;
import dev.kitsune.engine.store.StoreRecovery;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code kitsune journal}: check, repair, dump or export a data directory that no server has open.
 * Exits with 0, with 1 where the directory is damaged or cannot be read, with 3 where a repair lost
 * anything. Control plane.
 */
@Command(
    name = "kitsune journal",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Looks into the data directory of a server that is stopped, or mends it.")
public final class JournalCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int LOST = 3; // 2 is picocli's: not called as it should be
  private static final int BUFFER_LENGTH = 64 * 1_024;

  private final PrintStream out;
  private final PrintWriter err;

  @Spec private @Nullable CommandSpec spec;

  /**
   * @param out takes what was asked for
   * @param err takes what went wrong
   */
  public JournalCommand(PrintStream out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("only picocli runs commands");
    }
    throw new ParameterException(
        spec.commandLine(), "one of check, repair, dump, export is needed");
  }

  @Command(
      name = "check",
      description = "Reads everything, as a start would, and tells what stands there.")
  int check(@Parameters(paramLabel = "DIR") Path directory) {
    return with(
        directory,
        opened -> {
          print(JournalInspection.of(opened).check(StoreRecovery::check));
          return 0;
        });
  }

  @Command(
      name = "repair",
      description = {
        "Makes a directory that a start accepts of one that it refuses. What is whole is kept,",
        "what is not is told; the files before stay beside, as set-aside-*. Exits with 0 where",
        "nothing was lost, with 3 where something was or may have been."
      })
  int repair(@Parameters(paramLabel = "DIR") Path directory) {
    return with(
        directory,
        JournalDirectory::openToRepair,
        opened -> {
          JournalRepairReport repaired = JournalInspection.of(opened).repair();
          repaired.mended().forEach(line -> out.println("mended: " + line));
          repaired.lost().forEach(line -> out.println("lost: " + line));
          boolean isAllKept = repaired.lost().isEmpty();
          out.println(isAllKept ? "nothing was lost" : "all else was kept");
          print(JournalInspection.of(opened).check(StoreRecovery::check));
          return isAllKept ? 0 : LOST;
        });
  }

  @Command(
      name = "dump",
      description = "Describes every entry in a line of JSON, without contents.")
  int dump(@Parameters(paramLabel = "DIR") Path directory) {
    return with(
        directory,
        opened -> {
          JournalInspection.of(opened).dump(out::println);
          return 0;
        });
  }

  @Command(
      name = "export",
      description =
          "Exports an environment's profiles, one JSON object a line, as import takes them.")
  int export(
      @Parameters(paramLabel = "DIR") Path directory,
      @Option(names = "--organization", required = true, paramLabel = "ID") String organizationId,
      @Option(names = "--environment", defaultValue = "main", paramLabel = "NAME")
          String environmentSlug,
      @Option(names = "--out", paramLabel = "FILE") @Nullable Path file) {
    return with(
        directory,
        opened -> {
          if (file == null) {
            export(opened, organizationId, environmentSlug, out);
          } else {
            ReplacedFile.write(
                file, lines -> export(opened, organizationId, environmentSlug, lines));
          }
          return 0;
        });
  }

  private static void export(
      JournalDirectory directory, String organizationId, String environmentSlug, OutputStream to)
      throws IOException {
    BufferedOutputStream lines = new BufferedOutputStream(to, BUFFER_LENGTH);
    try {
      JournalExport.run(directory, organizationId, environmentSlug, line -> write(line, lines));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    lines.flush();
  }

  private static void write(ByteSlice line, OutputStream lines) {
    try {
      lines.write(line.array(), line.offset(), line.length());
      lines.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void print(JournalReport report) {
    out.printf("last group     %d (fsynced up to %d)%n", report.sequence(), report.fsynced());
    out.printf("profiles       %d%n", report.profileCount());
    out.printf("links          %d%n", report.linkCount());
    out.printf("snapshot       %s%n", report.snapshot().isEmpty() ? "none yet" : report.snapshot());
    report.segments().forEach(name -> out.printf("segment        %s%n", name));
    if (report.droppedBytes() > 0) {
      out.printf(
          "would drop     %d bytes from %s, offset %d, on: never fsynced%n",
          report.droppedBytes(), report.droppedFile(), report.droppedOffset());
    }
    out.println("the directory is whole");
  }

  /** What is done with a directory, and the code to exit with. */
  private interface Work {
    int run(JournalDirectory directory) throws IOException;
  }

  /** How it is opened. */
  private interface Opening {
    JournalDirectory open(Path directory) throws IOException;
  }

  private int with(Path path, Work work) {
    return with(path, JournalDirectory::openToRead, work);
  }

  private int with(Path path, Opening opening, Work work) {
    try {
      if (!JournalDirectory.isOne(path)) {
        return fail("no data directory: " + path);
      }
      try (JournalDirectory directory = opening.open(path)) {
        if (!directory.isClaimed()) {
          tell(path + " cannot be locked: what a server changes in it meanwhile looks like damage");
        }
        return work.run(directory);
      }
    } catch (IOException e) {
      return fail(e.getMessage());
    } finally {
      out.flush();
    }
  }

  private int fail(@Nullable String message) {
    tell(message);
    return FAILED;
  }

  private void tell(@Nullable String message) {
    err.println("kitsune journal: " + message);
    err.flush();
  }
}
