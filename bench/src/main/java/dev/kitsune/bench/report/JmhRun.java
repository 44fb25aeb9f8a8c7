package dev.kitsune.bench.report;

import java.util.Map;
import org.openjdk.jmh.annotations.Mode;

/**
 * One benchmark method with one set of parameters.
 *
 * @param benchmark package below {@code dev.kitsune.bench}, class, method
 * @param forks how many JVMs measure it, one after the other; 0 for this one
 */
record JmhRun(
    String benchmark, Map<String, String> parameters, Mode mode, int forks, Iterations iterations) {
  /** How long a fork warms up and measures. */
  record Iterations(int warmupCount, int count, int eachMs) {
    double seconds() {
      return (warmupCount + count) * eachMs / 1_000.0;
    }
  }
}
