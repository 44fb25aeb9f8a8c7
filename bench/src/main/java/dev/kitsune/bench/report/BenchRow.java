package dev.kitsune.bench.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one benchmark with one set of parameters gave.
 *
 * @param section the part of the report
 * @param name class and method
 * @param ns nanoseconds per operation, the mean
 * @param lowNs the lower end of an interval that holds the 95 % interval of the iterations' mean
 *     and the means of all forks
 * @param bytes allocated per operation
 * @param forkNs each fork's mean
 */
public record BenchRow(
    String section,
    String name,
    Map<String, String> parameters,
    double ns,
    double lowNs,
    double highNs,
    double bytes,
    List<Double> forkNs) {
  public BenchRow {
    forkNs = List.copyOf(forkNs);
  }

  /** What tells the row from others, also in a report that has the parameters in another order. */
  String key() {
    return section + " " + name + " " + new TreeMap<>(parameters);
  }

  /** The parameters in words. */
  String parameterText() {
    return String.join(
        ", ",
        parameters.entrySet().stream()
            .map(each -> each.getKey() + " " + Figures.grouped(each.getValue()))
            .toList());
  }
}
