package dev.kitsune.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * A target and what became of it.
 *
 * @param target the name of the {@link LatencyTarget}
 * @param bound the target in words
 * @param measured the times or bytes behind the value, in words
 * @param value the ratio's median, or the bytes; null if it was not measured
 * @param low the interval's lower end; null where there is no interval
 * @param count how many pairs of forks, or single measurements, are behind it
 * @param reason why it is undecided; empty otherwise
 */
public record TargetRow(
    String target,
    String title,
    String bound,
    LatencyTarget.Unit unit,
    String measured,
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    int count,
    Verdict verdict,
    String reason) {}
