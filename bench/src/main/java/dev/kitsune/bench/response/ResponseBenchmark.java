package dev.kitsune.bench.response;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.engine.response.ResponseWriter;
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
 * How long does it take to write a profile's answer?
 *
 * <p>{@code ./kitsune bench jmh ResponseBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class ResponseBenchmark {
  /** How many audiences the environment has. */
  @Param({"10", "100", "1000"})
  public int audienceCount = 100;

  private final ResponseWriter writer = new ResponseWriter();
  private final ResponseSink answer = new ResponseSink();
  private final ProfileRecord record = new ProfileRecord();
  private Environment environment = new TypicalProfiles(1).environment();

  /** Compiles the environment and takes a typical profile of it. */
  @Setup
  public void prepare() {
    TypicalProfiles profiles = new TypicalProfiles(audienceCount);
    environment = profiles.environment();
    byte[] typical = profiles.record(0);
    record.bytes().clear();
    record.bytes().put(typical, 0, typical.length);
  }

  /** Returns the answer's length. */
  @Benchmark
  public int write() {
    answer.clear();
    writer.writeProfile(record, environment, answer);
    return answer.length();
  }

  byte[] answer() {
    return answer.toBytes();
  }
}
