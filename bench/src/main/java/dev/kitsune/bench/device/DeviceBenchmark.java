package dev.kitsune.bench.device;

import dev.kitsune.device.UserAgentDetector;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.kernel.DetectedDevice;
import dev.kitsune.engine.kernel.Device;
import dev.kitsune.engine.kernel.DeviceCache;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * How long does it take to tell a device by a user agent that is in use, and by one that is new?
 *
 * <p>{@code ./kitsune bench jmh DeviceBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class DeviceBenchmark {
  /** Which user agents come, in turn. */
  @Param public UserAgents userAgents = UserAgents.TYPICAL;

  private final UserAgentDetector detector = new UserAgentDetector();
  private final DeviceCache cache = new DeviceCache(detector);
  private final ByteSlice slice = new ByteSlice();
  private String[] texts = {};
  private byte[][] bytes = {};
  private int next;

  /** Makes the user agents and lets the cache know them. */
  @Setup
  public void prepare() {
    List<String> list = userAgents.list();
    texts = list.toArray(String[]::new);
    bytes = list.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    for (int i = 0; i < 2 * texts.length; i++) {
      hit();
    }
  }

  /** A user agent that the cache knows. */
  @Benchmark
  public DetectedDevice hit() {
    next = next + 1 < bytes.length ? next + 1 : 0;
    return cache.find(slice.wrap(bytes[next]));
  }

  /** A user agent that has to be parsed. */
  @Benchmark
  public Device miss() {
    next = next + 1 < texts.length ? next + 1 : 0;
    return detector.detect(texts[next]);
  }
}
