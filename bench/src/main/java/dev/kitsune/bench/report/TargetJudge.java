package dev.kitsune.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Holds what was measured against the targets. Control plane. */
final class TargetJudge {
  private final Measurements measurements;
  private final @Nullable Control control;
  private final @Nullable MemoryRow memory;
  private final int profileCount;

  /**
   * @param profileCount where the contenders have as many as targets speak of; others have fewer,
   *     see {@link Contender#profileCount}
   */
  TargetJudge(
      Measurements measurements,
      @Nullable Control control,
      @Nullable MemoryRow memory,
      int profileCount) {
    this.measurements = measurements;
    this.control = control;
    this.memory = memory;
    this.profileCount = profileCount;
  }

  /** A row for every target that the report judges. */
  List<TargetRow> rows() {
    List<TargetRow> rows = new ArrayList<>();
    rows.add(ratio(LatencyTarget.PAGE_UPDATE_OVER_FLOOR, Contender.UPDATE, Contender.FLOOR));
    rows.add(
        ratio(LatencyTarget.PAGE_UPDATE_OVER_YARDSTICK, Contender.UPDATE, Contender.YARDSTICK));
    rows.add(allocation(LatencyTarget.PAGE_UPDATE_ALLOCATION, Contender.UPDATE));
    rows.add(get());
    rows.add(memory == null ? unmeasured(MemoryJudge.TARGET) : MemoryJudge.row(memory));
    rows.add(ratio(LatencyTarget.TYPED_OVER_BYTES, Contender.TYPED_DOOR, Contender.BYTES_DOOR));
    rows.add(ratio(LatencyTarget.MANY_OVER_FEW, Contender.MANY, Contender.FEW));
    rows.add(allocation(LatencyTarget.MANY_ALLOCATION, Contender.MANY));
    rows.add(untouched());
    rows.add(ratio(LatencyTarget.BATCH_OVER_UPDATES, Contender.BATCH, Contender.SINGLES));
    rows.add(ratio(LatencyTarget.MERGE_OVER_PAGE, Contender.MERGE, Contender.MERGE_PAGE));
    return rows;
  }

  private TargetRow ratio(LatencyTarget target, Contender above, Contender below) {
    List<Integer> rounds = measurements.rounds(above, below);
    return row(
        target,
        above,
        quotients(above, rounds, measurements.ns(below, rounds)),
        rounds.isEmpty() ? "" : medianText(above, rounds) + " / " + medianText(below, rounds));
  }

  private TargetRow get() {
    List<Integer> rounds =
        measurements.rounds(Contender.GET, Contender.UPDATE, Contender.GET_FLOOR);
    List<Double> updateNs = measurements.ns(Contender.UPDATE, rounds);
    List<Double> floorNs = measurements.ns(Contender.GET_FLOOR, rounds);
    List<Double> allowedNs =
        IntStream.range(0, rounds.size())
            .mapToObj(
                index ->
                    Math.max(
                        LatencyTarget.GET_SHARE_OF_UPDATE * updateNs.get(index),
                        LatencyTarget.GET_OVER_FLOOR * floorNs.get(index)))
            .toList();
    return row(
        LatencyTarget.GET,
        Contender.GET,
        quotients(Contender.GET, rounds, allowedNs),
        rounds.isEmpty() ? "" : getText(rounds));
  }

  private String getText(List<Integer> rounds) {
    return medianText(Contender.GET, rounds)
        + " / max(0.5 x "
        + medianText(Contender.UPDATE, rounds)
        + ", 1.3 x "
        + medianText(Contender.GET_FLOOR, rounds)
        + ")";
  }

  private List<Double> quotients(Contender above, List<Integer> rounds, List<Double> belowNs) {
    List<Double> aboveNs = measurements.ns(above, rounds);
    return IntStream.range(0, rounds.size())
        .mapToObj(index -> aboveNs.get(index) / belowNs.get(index))
        .toList();
  }

  private TargetRow untouched() {
    List<Double> ns =
        measurements.ns(Contender.UNTOUCHED, measurements.rounds(Contender.UNTOUCHED));
    return row(
        LatencyTarget.UNTOUCHED, Contender.UNTOUCHED, ns, ns.isEmpty() ? "" : untouchedText(ns));
  }

  private static String untouchedText(List<Double> ns) {
    MedianInterval interval = MedianInterval.of(ns);
    return Figures.format(
        "%s (%s to %s, %s)",
        Figures.time(interval.median()),
        Figures.time(interval.low()),
        Figures.time(interval.high()),
        Figures.counted(interval.count(), "fork"));
  }

  private TargetRow row(
      LatencyTarget target, Contender contender, List<Double> values, String measured) {
    if (values.isEmpty()) {
      return unmeasured(target);
    }
    MedianInterval interval = MedianInterval.of(values);
    String reason = reason(target, interval, contender);
    Verdict verdict = reason.isEmpty() ? verdict(target, interval) : Verdict.UNDECIDED;
    return new TargetRow(
        target.name(),
        target.title(),
        target.boundText(),
        target.unit(),
        measured + sizeText(contender),
        interval.median(),
        interval.low(),
        interval.high(),
        interval.count(),
        verdict,
        verdict == Verdict.UNDECIDED && reason.isEmpty()
            ? "the interval straddles the target"
            : reason);
  }

  /* How many profiles a figure is of; empty where there is no store. */
  private String sizeText(Contender contender) {
    int count = contender.profileCount(profileCount);
    return count == 0 ? "" : Figures.format(", %,d profiles", count);
  }

  /** Why no verdict can be given whatever the interval is; empty if one can. */
  private String reason(LatencyTarget target, MedianInterval interval, Contender contender) {
    int count = contender.profileCount(profileCount);
    int countMin = contender.profileCount(LatencyTarget.PROFILE_COUNT);
    if (count < countMin) {
      return Figures.format("%,d profiles instead of %,d", count, countMin);
    }
    if (interval.count() < LatencyTarget.PAIR_COUNT_MIN) {
      return interval.count() + " pairs of at least " + LatencyTarget.PAIR_COUNT_MIN;
    }
    if (!interval.isCovering()) {
      return interval.count() + " pairs have no 95 % interval";
    }
    return control == null ? "no control loop beside it" : target.disturbance(control.spread());
  }

  static Verdict verdict(LatencyTarget target, MedianInterval interval) {
    if (target.allows(interval.high())) {
      return Verdict.MET;
    }
    return target.allows(interval.low()) ? Verdict.UNDECIDED : Verdict.MISSED;
  }

  private TargetRow allocation(LatencyTarget target, Contender contender) {
    List<Double> bytes = measurements.bytes(contender);
    if (bytes.isEmpty()) {
      return unmeasured(target);
    }
    double low = Collections.min(bytes);
    double high = Collections.max(bytes);
    double median = MedianInterval.of(bytes).median();
    String reason = allocationReason(target, bytes);
    Verdict verdict = target.allows(high) ? Verdict.MET : Verdict.MISSED;
    return new TargetRow(
        target.name(),
        target.title(),
        target.boundText(),
        target.unit(),
        allocationText(median, low, high, bytes.size()) + sizeText(contender),
        median,
        low,
        high,
        bytes.size(),
        reason.isEmpty() ? verdict : Verdict.UNDECIDED,
        reason);
  }

  /* Why forks' bytes give no verdict; empty if they do. */
  private static String allocationReason(LatencyTarget target, List<Double> bytes) {
    long met = bytes.stream().filter(target::allows).count();
    if (met != 0 && met != bytes.size()) {
      return Figures.format(
          "%d of %d forks allocate, the others do not", bytes.size() - met, bytes.size());
    }
    return met == 0 && bytes.size() < LatencyTarget.PAIR_COUNT_MIN
        ? "too short to tell it from what the JVM itself allocates"
        : "";
  }

  private static String allocationText(double median, double low, double high, int forks) {
    return Figures.format(
        "%s (%s to %s, %s)",
        Figures.bytesPerOperation(median),
        Figures.bytesPerOperation(low),
        Figures.bytesPerOperation(high),
        Figures.counted(forks, "fork"));
  }

  private static TargetRow unmeasured(LatencyTarget target) {
    return new TargetRow(
        target.name(),
        target.title(),
        target.boundText(),
        target.unit(),
        "",
        null,
        null,
        null,
        0,
        Verdict.UNDECIDED,
        "not measured");
  }

  private String medianText(Contender contender, List<Integer> rounds) {
    return Figures.time(MedianInterval.of(measurements.ns(contender, rounds)).median());
  }
}
