package dev.kitsune.bench.bytes;

import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.testdata.TestData;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does the strict pass take: JSON checked, positions recorded?
 *
 * <p>{@code ./kitsune bench jmh StrictPassBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class StrictPassBenchmark {
  /** A request of test data. */
  @Param({
    "requests/update/page.json",
    "requests/create/documented.json",
    "requests/upsert/two-hundred-events.json"
  })
  public String request = "requests/update/page.json";

  private final JsonTape tape = new JsonTape();
  private byte[] body = new byte[0];

  /** Reads the request. */
  @Setup
  public void readRequest() {
    body = TestData.bytes(request);
  }

  /** Returns whether the request is valid. */
  @Benchmark
  public boolean check() {
    return tape.parse(body, 0, body.length, JsonLimits.DEFAULT);
  }

  /** How many positions the last check recorded. */
  int nodeCount() {
    return tape.next(0);
  }
}
