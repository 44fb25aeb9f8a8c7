package dev.kitsune.bench.bytes;

import dev.kitsune.testdata.TestData;
import java.io.IOException;
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
 * How long do JSON parsers take to give the same fields of the same page event?
 *
 * <p>What they check differs: only ours refuses whatever the JSON standard refuses.
 *
 * <p>{@code ./kitsune bench jmh ParserBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class ParserBenchmark {
  /** Who reads; ours first. */
  @Param public ParserKind parser = ParserKind.TAPE;

  /** A request of test data with one page event. */
  @Param("requests/update/page.json")
  public String request = "requests/update/page.json";

  private PageFieldReader reader = ParserKind.TAPE.newReader();
  private byte[] body = new byte[0];

  /** Reads the request and makes the parser. */
  @Setup
  public void readRequest() {
    body = TestData.bytes(request);
    reader = parser.newReader();
  }

  /** Reads the fields. */
  @Benchmark
  public boolean read() throws IOException {
    return reader.read(body);
  }

  PageFieldReader reader() {
    return reader;
  }
}
