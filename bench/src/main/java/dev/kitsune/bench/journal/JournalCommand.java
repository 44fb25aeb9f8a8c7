package dev.kitsune.bench.journal;

import dev.kitsune.bench.report.MedianInterval;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kitsune bench journal}: what durability costs, as ratios within one run. */
@Command(
    name = "kitsune bench journal",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what durability costs: updates with a journal against those without, group commit,",
      "updates while a snapshot is written, restarts. Ratios are medians of interleaved rounds."
    })
public final class JournalCommand implements Callable<Integer> {
  private static final int ROUND_COUNT = 9;

  private final PrintWriter out;

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
    Path scratch = scratch();
    try {
      tellUpdates(scratch.resolve("updates"));
      tellCommits(scratch.resolve("commits"));
      tellCompaction(scratch.resolve("compaction"));
      tellRestart(scratch.resolve("tenth"), profileCount / 10);
      tellRestart(scratch.resolve("whole"), profileCount);
    } finally {
      remove(scratch);
    }
    return 0;
  }

  private void tellUpdates(Path data) {
    try (UpdateRounds rounds = new UpdateRounds(data)) {
      List<Double> ratios = rounds.run(ROUND_COUNT);
      tell("update with level os / in memory (target 1.2)", ratios);
      tell("  the same in CPU time of the thread that updates", rounds.cpuRatios());
      out.printf(
          Locale.ROOT,
          "  medians: in memory %.0f ns, os %.0f ns%n",
          rounds.inMemoryNs(),
          rounds.durableNs());
    }
  }

  private void tellCommits(Path data) throws InterruptedException {
    try (CommitRounds rounds = new CommitRounds(data)) {
      rounds.run(ROUND_COUNT);
      tell(
          "64 outstanding events of 2 threads / one at a time (target: at least 20)",
          rounds.pipelined());
      tell("64 blocking threads / one at a time (target: at least 8)", rounds.blocking());
      out.printf(
          Locale.ROOT,
          "  median: one at a time %.0f events/s at level fsync%n",
          rounds.singleRate());
    }
  }

  private void tellCompaction(Path data) throws InterruptedException {
    CompactionTail tail = new CompactionTail(data);
    tail.run();
    out.printf(
        Locale.ROOT,
        "p99.9 of updates while a snapshot is written / else: %.2f (target 2)%n"
            + "  %.1f us of %d updates, %.1f us of %d; %d snapshots%n",
        tail.ratio(),
        tail.duringUs(),
        tail.duringCount(),
        tail.elseUs(),
        tail.elseCount(),
        tail.snapshotCount());
    out.flush();
  }

  private void tellRestart(Path data, int count) {
    RestartTime restart = new RestartTime(data, count);
    restart.run();
    out.printf(
        Locale.ROOT,
        "opening a directory of %d profiles: %.2f s (median of %d), %d bytes on disk each%n",
        count,
        restart.medianS(),
        restart.count(),
        restart.bytesPerProfile());
    out.flush();
  }

  private void tell(String what, List<Double> values) {
    MedianInterval interval = MedianInterval.of(values);
    out.printf(
        Locale.ROOT,
        "%s: %.2f (%.2f to %.2f, %d rounds)%n",
        what,
        interval.median(),
        interval.low(),
        interval.high(),
        interval.count());
    out.flush();
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
