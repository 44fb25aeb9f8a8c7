package dev.kitsune.bench.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the interleaved rounds gave: of each contender one fork a round. Control plane. */
final class Measurements {
  private final Map<Contender, List<JmhOutcome>> outcomes = new EnumMap<>(Contender.class);

  void add(Contender contender, JmhOutcome outcome) {
    outcomes.computeIfAbsent(contender, key -> new ArrayList<>()).add(outcome);
  }

  List<JmhOutcome> of(Contender contender) {
    return outcomes.getOrDefault(contender, List.of());
  }

  /** Nanoseconds of each round's fork. */
  List<Double> ns(Contender contender) {
    return of(contender).stream().map(JmhOutcome::ns).toList();
  }

  /**
   * Bytes per operation, the least of all forks, because what else a JVM allocates only adds; null
   * if there are none.
   */
  @Nullable Double bytes(Contender contender) {
    return of(contender).stream().map(JmhOutcome::bytes).min(Double::compare).orElse(null);
  }

  /** The quotient of each whole round. */
  List<Double> ratios(Contender above, IntToDoubleFunction below, int rounds) {
    List<Double> ns = ns(above);
    return IntStream.range(0, rounds)
        .mapToObj(round -> ns.get(round) / below.applyAsDouble(round))
        .toList();
  }

  /** How many rounds have all of these. */
  int rounds(Contender... contenders) {
    return IntStream.range(0, contenders.length).map(i -> of(contenders[i]).size()).min().orElse(0);
  }
}
