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
 * How long does it take to merge the traits of an identify event into a typical profile, each with
 * another value than before?
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
  private JsonTape tape = new JsonTape();
  private JsonTape otherTape = new JsonTape();
  private final ProfileRecord record = new ProfileRecord();
  private int keyLengths;

  /** Checks the traits and takes a typical profile. */
  @Setup
  public void prepare() {
    parse(tape, "value ");
    parse(otherTape, "other ");
    byte[] typical = new TypicalProfiles(10).record(0);
    record.bytes().clear();
    record.bytes().put(typical, 0, typical.length);
  }

  /** Returns the length of all keys whose value changed. */
  @Benchmark
  public int merge() {
    JsonTape next = otherTape;
    otherTape = tape;
    tape = next;
    keyLengths = 0;
    merge.merge(
        record, next, 0, TypicalVisits.NOW_MS, (key, old, value) -> keyLengths += key.length());
    return keyLengths;
  }

  int traitCountOfRecord() {
    return Traits.count(record);
  }

  private void parse(JsonTape target, String value) {
    byte[] traits =
        IntStream.range(0, traitCount)
            .mapToObj(i -> "\"trait" + i + "\":\"" + value + i + "\"")
            .collect(Collectors.joining(",", "{", "}"))
            .getBytes(StandardCharsets.UTF_8);
    if (!target.parse(traits, 0, traits.length, JsonLimits.DEFAULT)) {
      throw new IllegalStateException(target.fault());
    }
  }
}
