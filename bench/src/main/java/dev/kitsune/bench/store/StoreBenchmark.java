package dev.kitsune.bench.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.store.RecordStore;
import java.util.SplittableRandom;
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
 * How long does it take to read a record chosen at random, change it, and write it back?
 *
 * <p>{@code ./kitsune bench jmh StoreBenchmark -p recordCount=1000000 -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class StoreBenchmark {
  static final int RECORD_BYTES = 700;
  private static final int COUNTER_OFFSET = 40;

  /** Where the records are. */
  @Param public StoreKind kind = StoreKind.CHRONICLE;

  /** How many there are to choose from. */
  @Param({"10000", "1000000"})
  public int recordCount = 10_000;

  private final ByteSink sink = new ByteSink(2 * RECORD_BYTES);
  private final SplittableRandom random = new SplittableRandom(1);
  private RecordStore store = StoreKind.HEAP.open(1, RECORD_BYTES);

  /** Fills the store with records of random bytes. */
  @Setup(Level.Trial)
  public void fill() {
    store = kind.open(recordCount, RECORD_BYTES);
    byte[] record = new byte[RECORD_BYTES];
    SplittableRandom content = new SplittableRandom(2);
    for (int index = 0; index < recordCount; index++) {
      content.nextBytes(record);
      store.write(keyHigh(index), index, record, 0, RECORD_BYTES);
    }
  }

  /** Frees the store. */
  @TearDown(Level.Trial)
  public void close() {
    store.close();
  }

  /** Returns the counter that it bumped. */
  @Benchmark
  public byte readModifyWrite() {
    int index = random.nextInt(recordCount);
    store.load(keyHigh(index), index, sink);
    byte counter = ++sink.array()[COUNTER_OFFSET];
    store.writeBack(keyHigh(index), index, sink.array(), 0, sink.length());
    return counter;
  }

  RecordStore store() {
    return store;
  }

  /** Spreads like the keyed hash that makes real keys. */
  static long keyHigh(int index) {
    long mixed = (index + 1) * 0x9E37_79B9_7F4A_7C15L;
    return mixed ^ (mixed >>> 32);
  }
}
