package dev.kitsune.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** With which flags the forks ran that JMH started. Owned by one thread. Control plane. */
final class SeenFlags {
  private final Map<List<String>, Set<String>> benchmarks = new LinkedHashMap<>();

  /**
   * Notes one run.
   *
   * @param benchmark its class and method
   */
  void add(String benchmark, List<String> flags) {
    String method = benchmark.substring(0, benchmark.lastIndexOf('.'));
    String type = method.substring(method.lastIndexOf('.') + 1);
    benchmarks.computeIfAbsent(flags, key -> new LinkedHashSet<>()).add(type);
  }

  /** A row for each set of flags; the one of most benchmarks first, the others say of which. */
  List<ProcessRow> rows() {
    List<ProcessRow> rows = new ArrayList<>();
    benchmarks.entrySet().stream()
        .sorted(Comparator.comparing(each -> -each.getValue().size()))
        .forEach(
            each -> {
              String name =
                  rows.isEmpty() ? "forks" : "forks of " + String.join(", ", each.getValue());
              rows.add(new ProcessRow(name, each.getKey()));
            });
    return rows;
  }
}
