package dev.kitsune.bench.report;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a run of JMH gave.
 *
 * @param ns nanoseconds per operation, the mean
 * @param lowNs see {@link BenchRow}
 * @param bytes per operation
 * @param samples single operations' times where it sampled; else empty
 */
record JmhOutcome(
    double ns, double lowNs, double highNs, double bytes, List<Double> forkNs, Histogram samples) {}
