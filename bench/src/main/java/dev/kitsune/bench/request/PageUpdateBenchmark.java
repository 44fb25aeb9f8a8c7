package dev.kitsune.bench.request;

import dev.kitsune.bench.bytes.JacksonReader;
import dev.kitsune.bench.bytes.PageField;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.store.ChronicleRecordStore;
import dev.kitsune.engine.store.HeapRecordStore;
import dev.kitsune.engine.store.RecordStore;
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
 * How long does a whole page update take: request bytes in, answer bytes out, on a profile chosen
 * at random? Beside it, in the same run, the yardstick (Jackson reads the same fields), and the
 * floor: the strict pass, one read-modify-write of a record of the same length chosen at random,
 * and copying an answer of the same length.
 *
 * <p>{@code ./kitsune bench PageUpdateBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx3g",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED"
    })
public class PageUpdateBenchmark {
  private static final int RECORD_BYTES = 900;

  /** How many profiles there are to choose from. */
  @Param({"10000", "1000000"})
  public int profileCount = 10_000;

  @Param("100")
  public int audienceCount = 100;

  private final PageRequest request = new PageRequest("requests/update/page.json");
  private final JacksonReader jackson = new JacksonReader();
  private final JsonTape tape = new JsonTape();
  private final ByteSink record = new ByteSink(2 * RECORD_BYTES);
  private final ByteSink copy = new ByteSink(16_384);
  private LoadedEngine engine = new LoadedEngine(EngineConfig.StoreKind.HEAP, 1, 1);
  private RecordStore store = new HeapRecordStore(1, RECORD_BYTES);
  private byte[] answer = new byte[0];

  /** Fills the engine and, for the floor, a bare store with as many records. */
  @Setup(Level.Trial)
  public void fill() {
    engine.close();
    engine = new LoadedEngine(EngineConfig.StoreKind.CHRONICLE, profileCount, audienceCount);
    engine.setTimeMs(PageRequest.SENT_MS);
    answer = engine.update(0, request.next()).toBytes();
    store.close();
    store = new ChronicleRecordStore(profileCount, RECORD_BYTES, RECORD_BYTES);
    byte[] bytes = new byte[RECORD_BYTES];
    for (int profile = 0; profile < profileCount; profile++) {
      store.write(spread(profile), profile, bytes, 0, RECORD_BYTES);
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    engine.close();
    store.close();
  }

  /** A page event, answered; returns the answer's length. */
  @Benchmark
  public int update() {
    return engine.update(engine.choose(), request.next()).length();
  }

  /** A profile read and answered; returns the answer's length. */
  @Benchmark
  public int get() {
    return engine.get(engine.choose()).length();
  }

  /** The same fields read by Jackson. */
  @Benchmark
  public String yardstick() throws IOException {
    jackson.read(request.next());
    return jackson.text(PageField.URL);
  }

  /** What no update can do without. */
  @Benchmark
  public int floor() {
    byte[] body = request.next();
    boolean isValid = tape.parse(body, 0, body.length, JsonLimits.DEFAULT);
    int profile = engine.choose();
    store.load(spread(profile), profile, record);
    record.array()[isValid ? 0 : 1]++;
    store.writeBack(spread(profile), profile, record.array(), 0, record.length());
    copy.clear();
    copy.put(answer);
    return copy.length();
  }

  byte[] answer() {
    return answer;
  }

  private static long spread(int profile) {
    long mixed = (profile + 1) * 0x9E37_79B9_7F4A_7C15L;
    return mixed ^ (mixed >>> 32);
  }
}
