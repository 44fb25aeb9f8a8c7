package dev.kitsune.bench.audience;

import dev.kitsune.bench.figure.ControlSamples;
import dev.kitsune.bench.figure.CountOptions;
import dev.kitsune.bench.figure.JudgedFigures;
import dev.kitsune.bench.figure.RunHead;
import dev.kitsune.bench.figure.RunParts;
import dev.kitsune.bench.report.LatencyTarget;
import dev.kitsune.bench.report.ScratchDirectory;
import dev.kitsune.testdata.EnvironmentGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kitsune bench audiences}: what many audiences and changes of them cost. */
@Command(
    name = "kitsune bench audiences",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures updates at many audiences against those at 100, compiling, updates after reloads,",
      "and an expression that backtracking engines die of. Medians of interleaved rounds,",
      "judged by the targets for 10,000 audiences; updates at many are judged by the report."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no target is missed",
      "1:a target is missed",
      "2:wrong usage, or a run that broke"
    })
public final class AudiencesCommand implements Callable<Integer> {
  private static final int COMPARED_COUNT_MAX = 20_000;
  private static final int FEW = 100;

  /** So that at least one is a tenth of them. */
  private static final int AUDIENCE_COUNT_MIN = 10;

  /** The most that an environment may have. */
  private static final int AUDIENCE_COUNT_MAX = 10_000;

  /** How many profiles the target of reloads speaks of. */
  private static final int RELOADED_COUNT = 200_000;

  private static final int PROFILE_COUNT_MAX = 10_000_000;
  private static final int ROUND_COUNT_MAX = 1_000;
  private static final int PART_COUNT = 4;
  private static final int LONG_VALUE = 50_000;
  private static final double NS_PER_US = 1_000;

  private final PrintWriter out;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--audiences",
      defaultValue = "10000",
      paramLabel = "COUNT",
      description = "Audiences of the large environment (default: ${DEFAULT-VALUE}).")
  private int audienceCount;

  @Option(
      names = "--profiles",
      defaultValue = "200000",
      paramLabel = "COUNT",
      description =
          "Profiles that are updated after a reload; at most 20,000 of them are each of three"
              + " engines' where updates are compared (default: ${DEFAULT-VALUE}).")
  private int profileCount;

  @Option(
      names = "--rounds",
      defaultValue = "9",
      paramLabel = "COUNT",
      description = "Interleaved rounds (default: ${DEFAULT-VALUE}).")
  private int roundCount;

  public AudiencesCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CountOptions.check(spec, "--audiences", audienceCount, AUDIENCE_COUNT_MIN, AUDIENCE_COUNT_MAX);
    CountOptions.check(spec, "--profiles", profileCount, 1, PROFILE_COUNT_MAX);
    CountOptions.check(spec, "--rounds", roundCount, 1, ROUND_COUNT_MAX);
    JudgedFigures figures = new JudgedFigures(out);
    RunHead.tell(figures);
    RunParts parts = new RunParts(figures, PART_COUNT, System::nanoTime);
    parts.begin("updates at few and at many audiences");
    tellUpdates(figures);
    parts.begin("compiling");
    tellCompiling(figures);
    parts.begin("first updates after a reload");
    try (ScratchDirectory scratch = ScratchDirectory.make("kitsune-audiences")) {
      tellReloads(figures, scratch.path());
    }
    parts.begin("an expression that backtracking engines die of");
    for (int length : List.of(1_000, LONG_VALUE)) {
      tellExpression(figures, length, '!');
      tellExpression(figures, length, 'a');
    }
    return figures.exitCode();
  }

  private void tellUpdates(JudgedFigures figures) {
    int matchedCount = audienceCount / 10;
    int comparedCount = Math.min(profileCount, COMPARED_COUNT_MAX);
    try (UpdateTimes times =
        new UpdateTimes(
            comparedCount,
            List.of(
                EnvironmentGenerator.generate(FEW),
                EnvironmentGenerator.generate(audienceCount),
                EnvironmentGenerator.generateMatched(audienceCount, matchedCount)))) {
      times.run(roundCount, comparedCount);
      figures.tell(
          String.format(
              Locale.ROOT, "page update at %,d audiences / at 100, CPU time", audienceCount),
          ratios(times.ns(1), times.ns(0)),
          "x");
      figures.note("  judged in the report, whose updates run in JVMs of their own");
      tellLength(figures, "at 100, answers of", times, 0);
      tellLength(figures, "at the many, answers of", times, 1);
      tellLength(figures, "of which " + matchedCount + " match,", times, 2);
    }
  }

  private static void tellLength(JudgedFigures figures, String what, UpdateTimes times, int at) {
    figures.tell("  " + what + " " + times.answerLength(at) + " bytes", times.ns(at), "ns");
  }

  private void tellCompiling(JudgedFigures figures) throws IOException, InterruptedException {
    String what = String.format(Locale.ROOT, "reading and compiling %,d audiences", audienceCount);
    ControlSamples control = new ControlSamples();
    List<CompileTime.Time> cold = CompileTime.cold(audienceCount, roundCount, control);
    figures.judge(
        LatencyTarget.COMPILING, what + " in a new JVM", wallS(cold), control, otherwise());
    figures.tell("  CPU time of it", cpuS(cold), "s");
    List<CompileTime.Time> warm = CompileTime.warm(audienceCount, roundCount);
    figures.tell(what + " once warm", wallS(warm), "s");
    figures.tell("  CPU time of it", cpuS(warm), "s");
  }

  private static List<Double> wallS(List<CompileTime.Time> times) {
    return times.stream().map(CompileTime.Time::wallS).toList();
  }

  private static List<Double> cpuS(List<CompileTime.Time> times) {
    return times.stream().map(CompileTime.Time::cpuS).toList();
  }

  private void tellReloads(JudgedFigures figures, Path directory) {
    try (ReloadTail tail = new ReloadTail(directory, audienceCount, profileCount)) {
      tail.run(roundCount);
      figures.judge(
          LatencyTarget.RELOAD_TAIL,
          tail.fewOverCurrent(),
          tail.control(),
          reloadedOtherwise(audienceCount, profileCount));
      figures.tell(
          "  p99.9 of a loop that is always the same / its median, of each round",
          tail.control().tails(),
          "x");
      figures.tell("  median of others", us(tail.medianNs()), "us");
      figures.tell("  median after 1 % changed", us(tail.medianAfterFewNs()), "us");
      figures.tell("  median after all changed", us(tail.medianAfterAllNs()), "us");
    }
  }

  private static void tellExpression(JudgedFigures figures, int length, char last) {
    ExpressionTime time = new ExpressionTime(length, last);
    String what =
        String.format(
            Locale.ROOT,
            "%s on %,d bytes that end with %s, %s",
            ExpressionTime.EXPRESSION,
            length,
            last,
            time.isMember() ? "found" : "not found");
    if (length == LONG_VALUE) {
      judgeExpression(figures, what, time);
    } else {
      figures.tell(what, time.us(), "us");
    }
  }

  private static void judgeExpression(JudgedFigures figures, String what, ExpressionTime time) {
    ControlSamples control = new ControlSamples();
    control.sample();
    List<Double> us = time.us();
    control.sample();
    figures.judge(LatencyTarget.EXPRESSION, what, us, control, "");
  }

  private String otherwise() {
    return otherwise(audienceCount);
  }

  /** How these audiences differ from those that the targets speak of. */
  static String otherwise(int audienceCount) {
    return audienceCount == LatencyTarget.AUDIENCE_COUNT
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d audiences instead of %,d",
            audienceCount,
            LatencyTarget.AUDIENCE_COUNT);
  }

  /**
   * The same for reloads, whose target speaks of a number of profiles, too: of fewer updates the
   * p99.9 is a few of the machine's interruptions.
   */
  static String reloadedOtherwise(int audienceCount, int profileCount) {
    String otherwise = otherwise(audienceCount);
    return !otherwise.isEmpty() || profileCount == RELOADED_COUNT
        ? otherwise
        : String.format(Locale.ROOT, "%,d profiles instead of %,d", profileCount, RELOADED_COUNT);
  }

  private static List<Double> us(List<Double> ns) {
    return ns.stream().map(each -> each / NS_PER_US).toList();
  }

  private static List<Double> ratios(List<Double> above, List<Double> below) {
    return IntStream.range(0, above.size()).mapToObj(i -> above.get(i) / below.get(i)).toList();
  }
}
