package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.CountOptions;
import dev.kitsune.bench.figure.JudgedFigures;
import dev.kitsune.bench.report.LatencyTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kitsune bench journal}: what durability costs, as ratios within one run. */
@Command(
    name = "kitsune bench journal",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what durability costs: updates with a journal against those without, group commit,",
      "updates while a snapshot is written, restarts. Ratios are medians of interleaved rounds,",
      "judged by their targets."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no target is missed",
      "1:a target is missed",
      "2:wrong usage, or a run that broke"
    })
public final class JournalCommand implements Callable<Integer> {
  private static final int ROUND_COUNT = 9;

  /** A tenth of them is restarted, too. */
  private static final int PROFILE_COUNT_MIN = 10;

  private static final int PROFILE_COUNT_MAX = 100_000_000;

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

  public JournalCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CountOptions.check(spec, "--profiles", profileCount, PROFILE_COUNT_MIN, PROFILE_COUNT_MAX);
    JudgedFigures figures = new JudgedFigures(out);
    Path scratch = scratch();
    try {
      tellUpdates(figures, scratch.resolve("updates"));
      tellCommits(figures, scratch.resolve("commits"));
      tellCompaction(figures, scratch.resolve("compaction"));
      tellRestart(figures, scratch.resolve("tenth"), profileCount / 10);
      tellRestart(figures, scratch.resolve("whole"), profileCount);
    } finally {
      remove(scratch);
    }
    return figures.exitCode();
  }

  private static void tellUpdates(JudgedFigures figures, Path data) {
    try (UpdateRounds rounds = new UpdateRounds(data)) {
      List<Double> ratios = rounds.run(ROUND_COUNT);
      figures.judge(LatencyTarget.KEPT_OVER_IN_MEMORY, ratios, rounds.control(), "");
      figures.tell("  the same in CPU time of the thread that updates", rounds.cpuRatios(), "x");
      figures.note(
          "  medians: in memory %.0f ns, os %.0f ns", rounds.inMemoryNs(), rounds.durableNs());
    }
  }

  private static void tellCommits(JudgedFigures figures, Path data) throws InterruptedException {
    try (CommitRounds rounds = new CommitRounds(data)) {
      rounds.run(ROUND_COUNT);
      figures.judge(LatencyTarget.OUTSTANDING_COMMITS, rounds.pipelined(), rounds.control(), "");
      figures.judge(LatencyTarget.BLOCKING_COMMITS, rounds.blocking(), rounds.control(), "");
      figures.note("  median: one at a time %.0f events/s at level fsync", rounds.singleRate());
    }
  }

  private static void tellCompaction(JudgedFigures figures, Path data) throws InterruptedException {
    CompactionTail tail = new CompactionTail(data);
    tail.run();
    SnapshotPairs pairs = tail.pairs();
    figures.judge(LatencyTarget.SNAPSHOT_TAIL, pairs.ratios(), tail.control(), "");
    figures.note(
        "  each snapshot with the updates before it; of all %.1f us of %d updates, %.1f us of %d;"
            + " %d snapshots",
        pairs.duringUs(),
        pairs.duringCount(),
        pairs.elseUs(),
        pairs.elseCount(),
        tail.snapshotCount());
  }

  private static void tellRestart(JudgedFigures figures, Path data, int count) {
    RestartTime restart = new RestartTime(data, count);
    restart.run();
    figures.note(
        "opening a directory of %d profiles: %.2f s (median of %d), %d bytes on disk each",
        count, restart.medianS(), restart.count(), restart.bytesPerProfile());
  }

  private Path scratch() throws IOException {
    Path given = directory;
    if (given == null) {
      return Files.createTempDirectory("kitsune-journal");
    }
    Files.createDirectories(given);
    return Files.createTempDirectory(given, "journal");
  }

  static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
