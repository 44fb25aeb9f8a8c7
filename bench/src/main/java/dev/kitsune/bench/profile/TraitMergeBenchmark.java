package dev.kitsune.bench.profile;

import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.TraitMerge;
import dev.kitsune.engine.profile.Traits;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * How long does it take to merge the traits of an identify event into a typical profile?
 *
 * <p>{@code ./kitsune bench jmh TraitMergeBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class TraitMergeBenchmark {
  /** How many traits the event has. */
  @Param({"1", "8", "64"})
  public int traitCount = 8;

  private final TraitMerge merge = new TraitMerge();
  private final JsonTape tape = new JsonTape();
  private final ProfileRecord record = new ProfileRecord();
  private int keyLengths;

  /** Checks the traits and takes a typical profile. */
  @Setup
  public void prepare() {
    byte[] traits = traits().getBytes(StandardCharsets.UTF_8);
    if (!tape.parse(traits, 0, traits.length, JsonLimits.DEFAULT)) {
      throw new IllegalStateException(tape.fault());
    }
    byte[] typical = new TypicalProfiles(10).record(0);
    record.bytes().clear();
    record.bytes().put(typical, 0, typical.length);
  }

  /** Returns the length of all keys that were written. */
  @Benchmark
  public int merge() {
    keyLengths = 0;
    merge.merge(record, tape, 0, TypicalVisits.NOW_MS, key -> keyLengths += key.length());
    return keyLengths;
  }

  int traitCountOfRecord() {
    return Traits.count(record);
  }

  private String traits() {
    return IntStream.range(0, traitCount)
        .mapToObj(i -> "\"trait" + i + "\":\"value " + i + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
