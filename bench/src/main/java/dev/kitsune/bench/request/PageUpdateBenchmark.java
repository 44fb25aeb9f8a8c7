package dev.kitsune.bench.request;

import dev.kitsune.bench.bytes.JacksonReader;
import dev.kitsune.bench.bytes.PageField;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.testdata.TestData;
import java.io.IOException;
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
 * How long does a whole page update take, request bytes in, answer bytes out, on a profile chosen
 * at random; and how long a get? Beside them the yardstick (Jackson reads the same fields) and the
 * floors, made of the parts that each cannot do without, in a fork of their own with no engine in
 * it. The page changes counts that audiences read and flips no membership.
 *
 * <p>{@code ./kitsune bench jmh PageUpdateBenchmark -prof gc}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class PageUpdateBenchmark {
  /** How much there is. */
  @State(Scope.Thread)
  public static class Size {
    /** How many profiles there are to choose from. */
    @Param({"10000", "1000000"})
    public int profileCount = 10_000;

    @Param("100")
    public int audienceCount = 100;
  }

  /** The event that is sent, another messageId each time. */
  @State(Scope.Thread)
  public static class Page {
    final FreshRequest request = new FreshRequest(TestData.bytes("requests/update/page.json"));
  }

  /** An engine with typical profiles. */
  @State(Scope.Thread)
  public static class Loaded {
    private LoadedEngine engine = new LoadedEngine(EngineConfig.StoreKind.HEAP, 1, 1);

    /** Fills the engine. */
    @Setup(Level.Trial)
    public void fill(Size size) {
      engine.close();
      engine =
          new LoadedEngine(EngineConfig.StoreKind.CHRONICLE, size.profileCount, size.audienceCount);
    }

    /** Frees the engine. */
    @TearDown(Level.Trial)
    public void close() {
      engine.close();
    }

    LoadedEngine engine() {
      return engine;
    }
  }

  /** The parts of an update, with as many records. */
  @State(Scope.Thread)
  public static class UpdateParts {
    private UpdateFloor floor = new UpdateFloor(1, 1);

    /** Fills the store. */
    @Setup(Level.Trial)
    public void fill(Size size) {
      floor.close();
      floor = new UpdateFloor(size.profileCount, size.audienceCount);
    }

    /** Frees the store. */
    @TearDown(Level.Trial)
    public void close() {
      floor.close();
    }
  }

  /** The parts of a get, with as many records. */
  @State(Scope.Thread)
  public static class GetParts {
    private GetFloor floor = new GetFloor(1, 1);

    /** Fills the store. */
    @Setup(Level.Trial)
    public void fill(Size size) {
      floor.close();
      floor = new GetFloor(size.profileCount, size.audienceCount);
    }

    /** Frees the store. */
    @TearDown(Level.Trial)
    public void close() {
      floor.close();
    }
  }

  /** The yardstick. */
  @State(Scope.Thread)
  public static class Yardstick {
    final JacksonReader jackson = new JacksonReader();
    final ProfileIds ids = new ProfileIds(1);
  }

  /** A page event, answered; returns the answer's length. */
  @Benchmark
  public int update(Loaded loaded, Page page) {
    return loaded.engine.update(loaded.engine.ids().choose(), page.request.next()).length();
  }

  /** What no update can do without. */
  @Benchmark
  public int floor(UpdateParts parts, Page page) {
    return parts.floor.run(page.request.next());
  }

  /** A profile read and answered; returns the answer's length. */
  @Benchmark
  public int get(Loaded loaded) {
    return loaded.engine.get(loaded.engine.ids().choose()).length();
  }

  /** What no get can do without. */
  @Benchmark
  public int getFloor(GetParts parts) {
    return parts.floor.run();
  }

  /** The same fields read by Jackson; the request's id is made, too. */
  @Benchmark
  public String yardstick(Yardstick yardstick, Page page) throws IOException {
    yardstick.ids.id(yardstick.ids.choose());
    yardstick.jackson.read(page.request.next());
    return yardstick.jackson.text(PageField.URL);
  }
}
