package dev.kitsune.bench.report;

import dev.kitsune.bench.report.JmhRun.Iterations;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much a report measures.
 *
 * @param profileCount of the engines that targets speak of, and of those with percentiles
 * @param pairCount how many rounds of forks are interleaved
 * @param pairs how long each fork of a round runs
 * @param doors how long those of the typed door and the bytes' door run
 * @param events how long those of batches and merges run
 * @param isWhole whether what takes minutes is measured, too: 10,000 audiences, batches, merges
 * @param samples how long percentiles are sampled
 * @param rows how long each other row runs
 * @param rowForks in how many JVMs each other row runs; 0 for the report's own
 * @param socketRates requests per second
 * @param budgetS after how many seconds the run ends, whatever is left; 0 for no end
 */
record Scale(
    String name,
    int profileCount,
    int pairCount,
    Iterations pairs,
    Iterations doors,
    Iterations events,
    boolean isWhole,
    Iterations samples,
    Iterations rows,
    int rowForks,
    List<Integer> audienceCounts,
    List<Integer> requestProfileCounts,
    List<Integer> storeRecordCounts,
    int memoryProfileCount,
    List<Integer> socketRates,
    int socketProfileCount,
    int socketMs,
    int budgetS) {
  private static final int MANY = 10_000;

  /** For a quiet machine and verdicts. */
  static final Scale FULL =
      new Scale(
          "full",
          LatencyTarget.PROFILE_COUNT,
          9,
          new Iterations(3, 5, 1_000),
          new Iterations(5, 5, 1_000),
          new Iterations(4, 2, 1_000),
          true,
          new Iterations(3, 10, 1_000),
          new Iterations(4, 4, 300),
          Comparison.FORK_COUNT_MIN,
          List.of(10, 100, 1_000),
          List.of(10_000, LatencyTarget.PROFILE_COUNT),
          List.of(10_000, LatencyTarget.PROFILE_COUNT),
          LatencyTarget.PROFILE_COUNT,
          List.of(1_000, 5_000, 10_000),
          10_000,
          15_000,
          0);

  /** Everything that does not take minutes, once and small, within three of them. */
  static final Scale QUICK =
      new Scale(
          "quick",
          20_000,
          2,
          new Iterations(3, 3, 300),
          new Iterations(10, 3, 300),
          new Iterations(10, 3, 300),
          false,
          new Iterations(3, 4, 300),
          new Iterations(2, 3, 150),
          1,
          List.of(100),
          List.of(10_000),
          List.of(10_000),
          100_000,
          List.of(1_000),
          1_000,
          2_000,
          165);

  /** As good as nothing, for the test of the machinery. */
  static final Scale TINY =
      new Scale(
          "tiny",
          100,
          1,
          new Iterations(1, 1, 10),
          new Iterations(1, 1, 10),
          new Iterations(1, 1, 10),
          true,
          new Iterations(1, 1, 10),
          new Iterations(0, 1, 5),
          0,
          List.of(10),
          List.of(100),
          List.of(100),
          100,
          List.of(200),
          10,
          200,
          0);

  /** Deciding audiences is measured at more of them than whole requests are. */
  List<Integer> decidedAudienceCounts() {
    return audienceCounts.size() == 1
        ? audienceCounts
        : Stream.concat(audienceCounts.stream(), Stream.of(MANY)).toList();
  }

  /**
   * How many rounds come before everything else: all of them, but where the time is short only one,
   * and the others at the end.
   */
  int firstRoundCount() {
    return budgetS == 0 ? pairCount : 1;
  }

  /** How long a contender's fork runs. */
  Iterations pairs(Contender contender) {
    if (contender.isDoor()) {
      return doors;
    }
    return contender.isOfManyEvents() ? events : pairs;
  }

  /** The contenders of a round. */
  List<Contender> contenders() {
    return Arrays.stream(Contender.values())
        .filter(contender -> isWhole || !contender.isLong())
        .toList();
  }

  /** Rounds are always forked, but for the tiny scale. */
  int pairForks() {
    return Math.min(rowForks, 1);
  }
}
