package dev.kitsune.bench.audience;

import dev.kitsune.bench.figure.ControlSamples;
import dev.kitsune.bench.figure.OwnJvm;
import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.EnvironmentReader;
import dev.kitsune.testdata.EnvironmentGenerator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reading and compiling an environment: in a new JVM, and again and again in one. */
public final class CompileTime {
  /**
   * How long it took.
   *
   * @param cpuS seconds of CPU time of the thread that did it
   * @param wallS seconds until it was done
   */
  record Time(double cpuS, double wallS) {}

  private static final double NS_PER_S = 1e9;

  private CompileTime() {}

  /**
   * In a JVM of its own: tells both times.
   *
   * @param args the number of audiences
   */
  public static void main(String[] args) {
    byte[] json = json(Integer.parseInt(args[0]));
    Time time = time(new Catalog(), json, "cold");
    OwnJvm.tell(time.cpuS(), time.wallS());
  }

  /** Of so many new JVMs, after a sample for each. */
  static List<Time> cold(int audienceCount, int count, ControlSamples control)
      throws IOException, InterruptedException {
    List<Time> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      control.sample();
      times.add(cold(audienceCount));
    }
    return times;
  }

  /** Of so many reloads in this JVM; each differs from the one before in its bytes only. */
  static List<Time> warm(int audienceCount, int count) {
    Catalog catalog = new Catalog();
    byte[] json = json(audienceCount);
    List<Time> times = new ArrayList<>();
    for (int i = 0; i < 2 * count; i++) {
      byte[] spaced = Arrays.copyOf(json, json.length + i);
      Arrays.fill(spaced, json.length, spaced.length, (byte) ' ');
      Time each = time(catalog, spaced, "warm");
      if (i >= count) {
        times.add(each);
      }
    }
    return times;
  }

  private static Time cold(int audienceCount) throws IOException, InterruptedException {
    List<Double> times = OwnJvm.measure(CompileTime.class, audienceCount);
    return new Time(times.get(0), times.get(1));
  }

  private static byte[] json(int audienceCount) {
    return EnvironmentGenerator.generate(audienceCount).json().getBytes(StandardCharsets.UTF_8);
  }

  private static Time time(Catalog catalog, byte[] json, String file) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long beginCpuNs = threads.getCurrentThreadCpuTime();
    long beginNs = System.nanoTime();
    catalog.swap(List.of(new EnvironmentReader("bench", "main").add(file, json).definition()));
    return new Time(
        (threads.getCurrentThreadCpuTime() - beginCpuNs) / NS_PER_S,
        (System.nanoTime() - beginNs) / NS_PER_S);
  }
}
