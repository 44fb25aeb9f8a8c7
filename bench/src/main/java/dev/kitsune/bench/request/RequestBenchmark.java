package dev.kitsune.bench.request;

import dev.kitsune.engine.EngineConfig;
import java.nio.charset.StandardCharsets;
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
 * How long does a whole request of each kind take in process, on profiles chosen at random? A batch
 * is one request of ten events. Page and track events change counts and flip no membership of the
 * typical visitor; identify events flip some in most requests: {@code AudienceBenchmark} has what
 * flips cost.
 *
 * <p>{@code ./kitsune bench jmh RequestBenchmark -p kind=TRACK -p profileCount=10000 -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class RequestBenchmark {
  /** Room for what CREATE makes in one run. */
  private static final int CREATED_COUNT_MAX = 5_000_000;

  @Param public RequestKind kind = RequestKind.PAGE;

  /** How many audiences the environment has. */
  @Param({"10", "100", "1000"})
  public int audienceCount = 100;

  /** How many profiles there are at the beginning, to choose from. */
  @Param({"10000", "1000000"})
  public int profileCount = 10_000;

  /** Where they are; CHRONICLE is what a server has. */
  @Param("CHRONICLE")
  public EngineConfig.StoreKind store = EngineConfig.StoreKind.CHRONICLE;

  private LoadedEngine engine = new LoadedEngine(EngineConfig.StoreKind.HEAP, 1, 1);
  private FreshRequest[] requests = new FreshRequest[0];
  private int next;

  /** Fills the engine. */
  @Setup(Level.Trial)
  public void fill() {
    engine.close();
    int headroom = kind == RequestKind.CREATE ? CREATED_COUNT_MAX : LoadedEngine.HEADROOM;
    engine = new LoadedEngine(store, profileCount, headroom, audienceCount);
    requests = kind.bodies().toArray(FreshRequest[]::new);
  }

  /** Frees the engine. */
  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }

  /** Returns the answer's length. */
  @Benchmark
  public int send() {
    next = next + 1 < requests.length ? next + 1 : 0;
    return kind.send(engine, requests[next]).length();
  }

  LoadedEngine engine() {
    return engine;
  }

  String answer() {
    return new String(kind.send(engine, requests[0]).toBytes(), StandardCharsets.UTF_8);
  }
}
