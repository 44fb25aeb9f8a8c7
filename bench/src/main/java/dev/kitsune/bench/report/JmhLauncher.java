package dev.kitsune.bench.report;

import dev.kitsune.bench.ForkFlags;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs benchmarks, each in JVMs of its own, and reads what JMH found out. Control plane. */
final class JmhLauncher {
  private static final String BYTES_PER_OPERATION = "gc.alloc.rate.norm";
  private static final double CONFIDENCE = 0.95;
  private static final long SAMPLE_MAX_NS = 3_600_000_000_000L;

  private final PrintStream log;
  private final SeenFlags seen = new SeenFlags();

  /**
   * @param log where JMH's own output goes
   */
  JmhLauncher(PrintStream log) {
    this.log = log;
  }

  /**
   * Runs one benchmark.
   *
   * @throws RunnerException if a fork failed, or there is no such benchmark; the log says more
   */
  JmhOutcome run(JmhRun run) throws RunnerException {
    Runner runner =
        new Runner(options(run), OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL));
    Collection<RunResult> results = runner.run();
    if (results.size() != 1) {
      throw new RunnerException(run.benchmark() + " gave " + results.size() + " results, not 1");
    }
    RunResult result = results.iterator().next();
    seen.add(run.benchmark(), List.copyOf(result.getParams().getJvmArgs()));
    return outcome(result, run.mode());
  }

  /** With which flags the forks ran so far. */
  SeenFlags seen() {
    return seen;
  }

  private static Options options(JmhRun run) {
    TimeValue each = TimeValue.milliseconds(run.iterations().eachMs());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + (Contender.PACKAGE + run.benchmark()).replace(".", "\\.") + "$")
            .mode(run.mode())
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(run.forks())
            .warmupIterations(run.iterations().warmupCount())
            .warmupTime(each)
            .measurementIterations(run.iterations().count())
            .measurementTime(each)
            .jvmArgsPrepend(ForkFlags.forThisJvm().toArray(String[]::new))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    run.parameters().forEach(options::param);
    return options.build();
  }

  private static JmhOutcome outcome(RunResult result, Mode mode) {
    List<Double> forkNs = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      forkNs.add(fork.getPrimaryResult().getScore());
    }
    Statistics statistics = result.getPrimaryResult().getStatistics();
    double[] interval = statistics.getConfidenceIntervalAt(CONFIDENCE);
    double ns = result.getPrimaryResult().getScore();
    return new JmhOutcome(
        ns,
        Math.min(Collections.min(forkNs), orElse(interval[0], ns)),
        Math.max(Collections.max(forkNs), orElse(interval[1], ns)),
        bytes(result),
        forkNs,
        mode == Mode.SampleTime ? samples(statistics) : new Histogram(3));
  }

  private static double bytes(RunResult result) {
    @SuppressWarnings("rawtypes") // as JMH declares it
    Result bytes = result.getSecondaryResults().get(BYTES_PER_OPERATION);
    return bytes == null ? Double.NaN : bytes.getScore();
  }

  private static Histogram samples(Statistics statistics) {
    Histogram histogram = new Histogram(SAMPLE_MAX_NS, 3);
    Iterator<Map.Entry<Double, Long>> samples = statistics.getRawData();
    while (samples.hasNext()) {
      Map.Entry<Double, Long> sample = samples.next();
      histogram.recordValueWithCount(Math.round(sample.getKey()), sample.getValue());
    }
    return histogram;
  }

  private static double orElse(double value, double other) {
    return Double.isNaN(value) ? other : value;
  }
}
