package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.CountOptions;
import dev.kitsune.bench.figure.JudgedFigures;
import dev.kitsune.bench.figure.RunHead;
import dev.kitsune.bench.figure.RunParts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kitsune bench journal}: what durability costs, as ratios within one run. */
@Command(
    name = "kitsune bench journal",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what durability costs: updates with a journal against those without, group commit,",
      "updates while a snapshot is written, restarts. Ratios are medians of interleaved rounds",
      "in JVMs of their own, judged by their targets. Takes about ten minutes."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no target is missed",
      "1:a target is missed",
      "2:wrong usage, or a run that broke"
    })
public final class JournalCommand implements Callable<Integer> {
  /** A tenth of them is restarted, too. */
  private static final int PROFILE_COUNT_MIN = 10;

  private static final int PROFILE_COUNT_MAX = 100_000_000;
  private static final int PART_COUNT = 5;

  private final PrintWriter out;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where data directories are made and removed (default: the temporary one).")
  private @Nullable Path directory;

  @Option(
      names = "--profiles",
      defaultValue = "1000000",
      paramLabel = "COUNT",
      description = "Profiles of the largest restart (default: ${DEFAULT-VALUE}).")
  private int profileCount;

  @Option(
      names = "--cold",
      description =
          "Opens once more after the system forgot what it has read (needs root; slows all that"
              + " runs on this machine).")
  private boolean isCold;

  @Option(names = "--tiny", hidden = true, description = "For the tests of the machinery.")
  private boolean isTiny;

  public JournalCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CountOptions.check(spec, "--profiles", profileCount, PROFILE_COUNT_MIN, PROFILE_COUNT_MAX);
    Path scratch = scratch();
    try {
      return measure(scratch);
    } finally {
      DataDirectory.remove(scratch);
    }
  }

  private int measure(Path scratch) throws IOException, InterruptedException {
    JudgedFigures figures = new JudgedFigures(out);
    JournalRun run =
        new JournalRun(figures, scratch, isTiny ? JournalScale.TINY : JournalScale.FULL);
    RunHead.tell(figures);
    RunParts parts = new RunParts(figures, PART_COUNT, System::nanoTime);
    run.tellPlace();
    parts.begin("updates at level os and in memory");
    run.tellUpdates();
    parts.begin("commits at level fsync");
    run.tellCommits();
    parts.begin("updates while snapshots are written");
    run.tellCompaction();
    int tenth = profileCount / 10;
    parts.begin("restarts of " + tenth + " profiles");
    run.tellRestart(tenth, isCold);
    parts.begin("restarts of " + profileCount + " profiles");
    run.tellRestart(profileCount, isCold);
    return figures.exitCode();
  }

  private Path scratch() throws IOException {
    Path given = directory;
    if (given == null) {
      return Files.createTempDirectory("kitsune-journal");
    }
    try {
      Files.createDirectories(given);
      return Files.createTempDirectory(given, "journal");
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--dir: cannot make a directory in " + given + ": " + e, e);
    }
  }
}
