package dev.kitsune.bench.bytes;

import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
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
 * Which is faster on a browser's page event: a strict check that records positions and a walk over
 * them, or a check that records nothing and a walk by jsoniter? Jackson is the yardstick. {@code
 * java -jar bench.jar jmh JsonGateBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class JsonGateBenchmark {
  @Param({"requests/update/page.json"})
  private String request = "";

  private final JsonTape tape = new JsonTape();
  private final JsonGate gate = new JsonGate();
  private final TapeReader tapeReader = new TapeReader();
  private final JsoniterReader jsoniterReader = new JsoniterReader();
  private final JacksonReader jacksonReader = new JacksonReader();
  private final PagePositions positions = new PagePositions();
  private byte[] body = new byte[0];

  @Setup
  public void readRequest() {
    body = TestData.bytes(request);
  }

  @Benchmark
  public boolean checkWithTape() {
    return tape.parse(body, 0, body.length, JsonLimits.DEFAULT);
  }

  @Benchmark
  public boolean checkWithoutTape() {
    return gate.isValid(body, 0, body.length, JsonLimits.DEFAULT);
  }

  @Benchmark
  public boolean readWithTape() {
    return tapeReader.read(body, positions);
  }

  @Benchmark
  public boolean readWithJsoniter() throws IOException {
    return jsoniterReader.read(body, positions);
  }

  @Benchmark
  public PagePositions walkWithJsoniterUnchecked() throws IOException {
    jsoniterReader.walk(body, positions);
    return positions;
  }

  @Benchmark
  public String readWithJackson() throws IOException {
    jacksonReader.read(body);
    return jacksonReader.text(PageField.URL);
  }
}
