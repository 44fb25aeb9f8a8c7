package dev.kitsune.bench.request;

import dev.kitsune.testdata.TestData;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does a page update take up to each of its steps, on a profile chosen at random? Each row
 * is the prefix of the way that ends with it, so that what a step costs is the difference to the
 * row before. The members of the event are read in one go with its digest, so that here the digest
 * comes first.
 *
 * <p>{@code ./kitsune bench jmh StepsBenchmark -p profileCount=10000 -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class StepsBenchmark {
  /** Where the way ends. */
  @Param public UpdatePrefix last = UpdatePrefix.ANSWER;

  /** How many profiles there are to choose from. */
  @Param({"10000", "1000000"})
  public int profileCount = 10_000;

  @Param("100")
  public int audienceCount = 100;

  private final FreshRequest page = new FreshRequest(TestData.bytes("requests/update/page.json"));
  private UpdateWay way = new UpdateWay(1, 1);

  /** Fills the store. */
  @Setup(Level.Trial)
  public void fill() {
    way.close();
    way = new UpdateWay(profileCount, audienceCount);
  }

  /** Frees the store. */
  @TearDown(Level.Trial)
  public void close() {
    way.close();
  }

  /** Returns something of what was made last. */
  @Benchmark
  public int update() {
    return way.run(last, page.next());
  }

  UpdateWay way() {
    return way;
  }
}
