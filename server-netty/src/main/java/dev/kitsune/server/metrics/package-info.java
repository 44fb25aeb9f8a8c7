/**
 * What operators see of a running server: counts, times and states, as Prometheus text. Knows
 * routes and the engine, but no network library.
 */
@NullMarked
package dev.kitsune.server.metrics;

import org.jspecify.annotations.NullMarked;
