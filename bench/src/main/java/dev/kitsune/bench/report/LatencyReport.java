package dev.kitsune.bench.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that one run found out; what the three forms of the report are written from.
 *
 * @param format the version of this record's JSON form
 * @param startedAt ISO-8601 with seconds, UTC
 * @param processes with which flags the other processes ran
 * @param parsers of those that are compared, library and version
 * @param notes what a reader must know to believe the figures: what was left out, what was smaller
 * @param control null if it was not run, as are the others
 * @param contenders what targets are judged by, round by round
 * @param curves percentiles of requests in process
 */
public record LatencyReport(
    int format,
    String scale,
    String startedAt,
    long elapsedS,
    Machine machine,
    List<ProcessRow> processes,
    Map<String, String> parsers,
    List<String> notes,
    List<TargetRow> targets,
    @Nullable Control control,
    List<ContenderRow> contenders,
    List<BenchRow> rows,
    List<Curve> curves,
    @Nullable MemoryRow memory,
    List<SocketRow> sockets) {
  static final int FORMAT = 2;

  public LatencyReport {
    processes = List.copyOf(processes);
    notes = List.copyOf(notes);
    targets = List.copyOf(targets);
    contenders = List.copyOf(contenders);
    rows = List.copyOf(rows);
    curves = List.copyOf(curves);
    sockets = List.copyOf(sockets);
  }

  /** Whether any target is missed. */
  public boolean isMissed() {
    return targets.stream().anyMatch(row -> row.verdict() == Verdict.MISSED);
  }

  /**
   * The sections that have rows: the rounds, then those of the rows in the order of their first.
   */
  List<String> sections() {
    return Stream.concat(
            rounds().stream().map(BenchRow::section), rows.stream().map(BenchRow::section))
        .distinct()
        .toList();
  }

  /** The sections' rows; those of the rounds have the contenders' titles. */
  List<BenchRow> rows(String section) {
    return section.equals(ContenderRow.SECTION) ? rounds() : ofSection(section);
  }

  private List<BenchRow> rounds() {
    return contenders.stream()
        .filter(each -> !each.rounds().isEmpty())
        .map(ContenderRow::titledRow)
        .toList();
  }

  private List<BenchRow> ofSection(String section) {
    return rows.stream().filter(row -> row.section().equals(section)).toList();
  }
}
