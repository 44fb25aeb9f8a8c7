package dev.kitsune.bench.audience;

import dev.kitsune.bench.report.MedianInterval;
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
import picocli.CommandLine.Option;

/** {@code kitsune bench audiences}: what many audiences and changes of them cost. */
@Command(
    name = "kitsune bench audiences",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures updates at many audiences against those at 100, compiling, updates after reloads,",
      "and an expression that backtracking engines die of. Medians of interleaved rounds."
    })
public final class AudiencesCommand implements Callable<Integer> {
  private static final int COMPARED_COUNT_MAX = 20_000;
  private static final int FEW = 100;
  private static final double NS_PER_US = 1_000;

  private final PrintWriter out;

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
    tellUpdates();
    tellCompiling();
    try (ScratchDirectory scratch = ScratchDirectory.make("kitsune-audiences")) {
      tellReloads(scratch.path());
    }
    for (int length : List.of(1_000, 50_000)) {
      tellExpression(length, '!');
      tellExpression(length, 'a');
    }
    return 0;
  }

  private void tellUpdates() {
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
      String many = String.format(Locale.ROOT, "page update at %,d audiences", audienceCount);
      tell(many + " / at 100 (target: at most 1.5)", ratios(times.ns(1), times.ns(0)), "x");
      tell("  at 100, answers of " + times.answerLength(0) + " bytes", times.ns(0), "ns");
      tell("  at the many, answers of " + times.answerLength(1) + " bytes", times.ns(1), "ns");
      tell(
          "  of which " + matchedCount + " match, " + times.answerLength(2) + " bytes",
          times.ns(2),
          "ns");
    }
  }

  private void tellCompiling() throws IOException, InterruptedException {
    String what = String.format(Locale.ROOT, "reading and compiling %,d audiences", audienceCount);
    tell(what + " in a new JVM (target: less than 2)", CompileTime.cold(audienceCount, roundCount));
    tell(what + " once warm", CompileTime.warm(audienceCount, roundCount));
  }

  private void tell(String what, List<CompileTime.Time> times) {
    tell(what, times.stream().map(CompileTime.Time::wallS).toList(), "s");
    tell("  CPU time of it", times.stream().map(CompileTime.Time::cpuS).toList(), "s");
  }

  private void tellReloads(Path directory) {
    try (ReloadTail tail = new ReloadTail(directory, audienceCount, profileCount)) {
      tail.run(roundCount);
      tell(
          "p99.9 of first updates after 1 % of the audiences changed / else (target: at most 3)",
          tail.fewOverCurrent(), "x");
      tell(
          "  p99.9 of a loop that is always the same / its median (a tail is judged up to 4)",
          tail.controlSpreads(),
          "x");
      tell("  median of others", us(tail.medianNs()), "us");
      tell("  median after 1 % changed", us(tail.medianAfterFewNs()), "us");
      tell("  median after all changed", us(tail.medianAfterAllNs()), "us");
    }
  }

  private void tellExpression(int length, char last) {
    ExpressionTime time = new ExpressionTime(length, last);
    String what =
        String.format(
            Locale.ROOT,
            "%s on %,d bytes that end with %s, %s (target: less than 1,000 at 50,000)",
            ExpressionTime.EXPRESSION,
            length,
            last,
            time.isMember() ? "found" : "not found");
    tell(what, time.us(), "us");
  }

  private void tell(String what, List<Double> values, String unit) {
    MedianInterval interval = MedianInterval.of(values);
    out.printf(
        Locale.ROOT,
        "%s: %.2f %s (%.2f to %.2f, %d values)%n",
        what,
        interval.median(),
        unit,
        interval.low(),
        interval.high(),
        interval.count());
    out.flush();
  }

  private static List<Double> us(List<Double> ns) {
    return ns.stream().map(each -> each / NS_PER_US).toList();
  }

  private static List<Double> ratios(List<Double> above, List<Double> below) {
    return IntStream.range(0, above.size()).mapToObj(i -> above.get(i) / below.get(i)).toList();
  }
}
