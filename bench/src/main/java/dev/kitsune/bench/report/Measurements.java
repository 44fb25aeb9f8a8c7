package dev.kitsune.bench.report;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the interleaved rounds gave: of each contender one fork a round, but where it broke or was
 * left out. Control plane.
 */
final class Measurements {
  private final Map<Contender, SortedMap<Integer, JmhOutcome>> outcomes =
      new EnumMap<>(Contender.class);

  void add(int round, Contender contender, JmhOutcome outcome) {
    outcomes.computeIfAbsent(contender, key -> new TreeMap<>()).put(round, outcome);
  }

  /** What a contender's forks gave, by ascending round. */
  SortedMap<Integer, JmhOutcome> of(Contender contender) {
    return outcomes.getOrDefault(contender, new TreeMap<>());
  }

  /** The numbers of the rounds that have all of these. */
  List<Integer> rounds(Contender... contenders) {
    return of(contenders[0]).keySet().stream()
        .filter(round -> Arrays.stream(contenders).allMatch(each -> of(each).containsKey(round)))
        .toList();
  }

  /** Nanoseconds of one contender's forks in those of these rounds that it has. */
  List<Double> ns(Contender contender, List<Integer> rounds) {
    return of(contender).entrySet().stream()
        .filter(each -> rounds.contains(each.getKey()))
        .map(each -> each.getValue().ns())
        .toList();
  }

  /** Bytes per operation of each fork that could tell. */
  List<Double> bytes(Contender contender) {
    return of(contender).values().stream()
        .map(JmhOutcome::bytes)
        .filter(bytes -> !bytes.isNaN())
        .toList();
  }

  /** What a contender's rounds gave, with the parameters that it had. */
  ContenderRow row(Contender contender, Map<String, String> parameters) {
    List<ContenderRow.Round> rounds =
        of(contender).entrySet().stream()
            .map(each -> round(each.getKey(), each.getValue()))
            .toList();
    return new ContenderRow(contender.name(), contender.title(), parameters, rounds);
  }

  private static ContenderRow.Round round(int number, JmhOutcome outcome) {
    return new ContenderRow.Round(number, outcome.ns(), outcome.bytes());
  }
}
