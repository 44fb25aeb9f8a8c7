package dev.kitsune.bench.event;

import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
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
 * How long does it take to read a request: strict pass, and the rules of its events?
 *
 * <p>{@code ./kitsune bench jmh EventReaderBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class EventReaderBenchmark {
  /** A request of test data. */
  @Param({
    "requests/update/page.json",
    "requests/update/track.json",
    "requests/update/identify.json",
    "requests/upsert/five-events.json"
  })
  public String request = "requests/update/page.json";

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private byte[] body = new byte[0];

  /** Reads the request. */
  @Setup
  public void readRequest() {
    body = TestData.bytes(request);
  }

  /** Returns the events, as positions. */
  @Benchmark
  public EventBatch read() {
    return reader.readEvents(body, 0, body.length, TypicalVisits.NOW_MS);
  }
}
