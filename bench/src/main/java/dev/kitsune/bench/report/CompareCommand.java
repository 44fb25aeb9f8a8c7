package dev.kitsune.bench.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kitsune bench compare}: two reports side by side. */
@Command(
    name = "compare",
    description = {
      "Compares two reports row by row: faster, slower, or within the noise.",
      "A row changed if its intervals do not touch and it changed by more than its own forks and"
          + " those of one row usually lie apart, and by more than the control loop did; a row of"
          + " fewer than four forks is undecided. Verdicts, percentiles and memory stand side by"
          + " side."
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains itself and ends.")
  @SuppressWarnings("UnusedVariable") // picocli asks only whether it was given
  private boolean isHelp;

  @Parameters(index = "0", paramLabel = "A.json", description = "The report before.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "B.json", description = "The report after.")
  private Path after = Path.of("");

  @Override
  public Integer call() {
    try {
      Comparison comparison = new Comparison(ReportFile.read(before), ReportFile.read(after));
      PrintWriter out = spec.commandLine().getOut();
      out.print(ComparisonText.of(comparison));
      out.flush();
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("kitsune: " + e.getMessage());
      err.flush();
      return ReportCommand.FAILED;
    }
  }
}
