package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.JudgedFigures;
import dev.kitsune.bench.report.LatencyTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of {@code kitsune bench journal}, each told as it ends. Owned by one thread. */
final class JournalRun {
  private final JudgedFigures figures;
  private final Path scratch;
  private final JournalScale scale;
  private final String fileSystem;

  /**
   * @param scratch where data directories are made
   */
  JournalRun(JudgedFigures figures, Path scratch, JournalScale scale) throws IOException {
    this.figures = figures;
    this.scratch = scratch;
    this.scale = scale;
    fileSystem = DataDirectory.type(scratch);
  }

  /** Where the journals are. */
  void tellPlace() {
    figures.note("data in  %s, %s", scratch, fileSystem);
  }

  void tellUpdates() throws IOException, InterruptedException {
    UpdateRounds rounds = new UpdateRounds(scratch.resolve("updates"), scale);
    rounds.run();
    figures.judge(
        LatencyTarget.KEPT_OVER_IN_MEMORY, rounds.ratios(), rounds.control(), otherwise());
    figures.tell("  the same in CPU time of the thread that updates", rounds.cpuRatios(), "x");
    figures.tell("  in memory", rounds.memoryNs(), "ns");
    figures.tell("  at level os", rounds.durableNs(), "ns");
  }

  void tellCommits() throws IOException, InterruptedException {
    CommitRounds rounds = new CommitRounds(scratch.resolve("commits"), scale);
    rounds.run();
    String reason = first(DataDirectory.noDisk(fileSystem), otherwise());
    figures.judge(LatencyTarget.OUTSTANDING_COMMITS, rounds.pipelined(), rounds.control(), reason);
    figures.judge(LatencyTarget.BLOCKING_COMMITS, rounds.blocking(), rounds.control(), reason);
    figures.tell("  one at a time", rounds.single(), "events/s");
  }

  void tellCompaction() throws InterruptedException {
    CompactionTail tail = new CompactionTail(scratch.resolve("compaction"), scale.tail());
    tail.run();
    SnapshotPairs pairs = tail.pairs();
    figures.judge(
        LatencyTarget.SNAPSHOT_TAIL,
        pairs.ratios(),
        tail.control(),
        first(DataDirectory.noDisk(fileSystem), first(tail.unkept(), otherwise())));
    figures.note(
        "  each snapshot with the updates before it; of all %.1f us of %d updates, %.1f us of %d;"
            + " %d snapshots",
        pairs.duringUs(),
        pairs.duringCount(),
        pairs.elseUs(),
        pairs.elseCount(),
        tail.snapshotCount());
  }

  void tellRestart(int profileCount, boolean isCold) throws IOException, InterruptedException {
    Path data = scratch.resolve("restart-" + profileCount);
    RestartTime restart = new RestartTime(data, profileCount);
    restart.fill();
    restart.openWarm(scale.roundCount());
    String what =
        String.format(Locale.ROOT, "a new JVM opens %,d profiles, page cache warm", profileCount);
    LatencyTarget target = restartTarget(profileCount);
    if (target == null) {
      figures.tell(what, restart.openS(), "s");
    } else {
      figures.judge(target, what, restart.openS(), restart.control(), otherwise());
    }
    figures.tell("  from the start of the JVM", restart.startS(), "s");
    figures.note("  %d bytes on disk each", restart.bytesPerProfile());
    if (isCold) {
      tellCold(restart, RestartTime.DROP_CACHES);
    }
    DataDirectory.remove(data);
  }

  /** The target that speaks of so many profiles. */
  static @Nullable LatencyTarget restartTarget(int profileCount) {
    return switch (profileCount) {
      case LatencyTarget.PROFILE_COUNT -> LatencyTarget.RESTART;
      case LatencyTarget.PROFILE_COUNT / 10 -> LatencyTarget.RESTART_TENTH;
      default -> null;
    };
  }

  void tellCold(RestartTime restart, Path dropCaches) throws InterruptedException {
    try {
      figures.note("  cold, once: %.2f s", restart.openCold(dropCaches));
    } catch (IOException e) {
      figures.note("  cold: not measured, it takes root: %s", e);
    }
  }

  private String otherwise() {
    return scale.equals(JournalScale.FULL) ? "" : "a run of the machinery's test";
  }

  private static String first(String reason, String next) {
    return reason.isEmpty() ? next : reason;
  }
}
