package dev.kitsune.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kitsune bench}: measures everything and writes the report. */
@Command(
    name = "kitsune bench",
    sortOptions = false,
    subcommands = {CompareCommand.class, JmhCommand.class},
    description = {
      "Measures everything and writes report.txt, report.json and report.html.",
      "A full run takes about 65 minutes and wants a quiet machine with 8 GB of free memory;"
          + " --quick takes at most three minutes and decides no target of time."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no target is missed",
      "1:a target is missed",
      "2:wrong usage, a bad file, or a run that broke"
    })
public final class ReportCommand implements Callable<Integer> {
  static final int MISSED = 1;
  static final int FAILED = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains itself and ends.")
  @SuppressWarnings("UnusedVariable") // picocli asks only whether it was given
  private boolean isHelp;

  @Option(
      names = "--quick",
      description = "Fewer profiles, pairs and seconds: everything within three minutes.")
  private boolean isQuick;

  @Option(names = "--targets", description = "Only what targets are judged by: about 35 minutes.")
  private boolean isTargetsOnly;

  @Option(names = "--tiny", hidden = true, description = "For the tests of the machinery.")
  private boolean isTiny;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the report and jmh.log go (default: report, beside the jar).")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    Path directory = out == null ? BuiltFrom.directory().resolve("report") : out;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--out: cannot make the directory " + directory + ": " + e, e);
    }
    return measure(directory);
  }

  private int measure(Path directory) throws Exception {
    PrintWriter console = spec.commandLine().getOut();
    Path jmhLog = directory.resolve("jmh.log");
    try (PrintStream log =
        new PrintStream(Files.newOutputStream(jmhLog), true, StandardCharsets.UTF_8)) {
      Machine machine = MachineReader.read();
      ReportRun.Extent extent = isTargetsOnly ? ReportRun.Extent.TARGETS : ReportRun.Extent.ALL;
      ReportRun run = new ReportRun(scale(), extent, log, directory, System::nanoTime);
      LatencyReport report = run.run(console, machine);
      write(report, directory, console);
      if (run.isBroken()) {
        return fail("a part of the run broke, see the notes; JMH's own words are in " + jmhLog);
      }
      return report.isMissed() ? MISSED : 0;
    } catch (IOException e) {
      return fail("cannot write into " + directory + ": " + e.getMessage());
    }
  }

  private Scale scale() {
    if (isTiny) {
      return Scale.TINY;
    }
    return isQuick ? Scale.QUICK : Scale.FULL;
  }

  private static void write(LatencyReport report, Path directory, PrintWriter console)
      throws IOException {
    String text = TextReport.of(report);
    Files.writeString(directory.resolve("report.txt"), text);
    Files.writeString(directory.resolve("report.json"), ReportFile.write(report));
    Files.writeString(directory.resolve("report.html"), HtmlReport.of(report));
    console.println();
    console.print(text);
    console.println();
    console.println("written to " + directory + ": report.txt, report.json, report.html");
    console.flush();
  }

  private int fail(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("kitsune: " + message);
    err.flush();
    return FAILED;
  }
}
