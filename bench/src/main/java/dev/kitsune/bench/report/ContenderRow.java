package dev.kitsune.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What the rounds gave of one contender.
 *
 * @param contender its name, as in {@link Contender}
 * @param rounds by ascending number; a fork that broke or was left out has none
 */
public record ContenderRow(
    String contender, String title, Map<String, String> parameters, List<Round> rounds) {
  /** What one fork gave: nanoseconds and bytes per operation. */
  public record Round(int number, double ns, double bytes) {}

  /** The section of the rows. */
  static final String SECTION = "Rounds";

  public ContenderRow {
    rounds = List.copyOf(rounds);
  }

  /** The median of the rounds with its interval; bytes are their median, too. */
  BenchRow row() {
    return row(contender);
  }

  /** The same by its title. */
  BenchRow titledRow() {
    return row(title);
  }

  private BenchRow row(String name) {
    List<Double> ns = rounds.stream().map(Round::ns).toList();
    MedianInterval interval = MedianInterval.of(ns);
    double bytes = MedianInterval.of(rounds.stream().map(Round::bytes).toList()).median();
    return new BenchRow(
        SECTION, name, parameters, interval.median(), interval.low(), interval.high(), bytes, ns);
  }
}
