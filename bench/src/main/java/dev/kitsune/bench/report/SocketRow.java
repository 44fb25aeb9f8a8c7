package dev.kitsune.bench.report;

/**
 * One run of the open-loop generator.
 *
 * @param ratePerS requests per second that were planned
 * @param sentInTime how many were sent before the plan's end
 * @param failedCount answers other than 200, and requests that got none
 * @param isValid whether at least 99 % of the plan was sent in time, and nothing failed
 * @param intended latency from when a request should have been sent
 * @param sent latency from when it was
 * @param control the control loop in the generator's process, for as long, right after
 */
public record SocketRow(
    String name,
    int ratePerS,
    double seconds,
    int connectionCount,
    long plannedCount,
    long sentInTime,
    long failedCount,
    boolean isValid,
    Curve intended,
    Curve sent,
    Curve control) {}
