package dev.kitsune.server.metrics;

import dev.kitsune.engine.journal.JournalStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The journal at one moment, so that its numbers fit each other. Read before each scrape. Control
 * plane.
 */
final class JournalGauges {
  private volatile JournalStatus status = new JournalStatus(0, 0, 0, 0, 0, 0, 0, false, "", 0, 0);

  /** Takes a moment; null, of an engine without a journal, changes nothing. */
  void read(@Nullable JournalStatus newStatus) {
    if (newStatus != null) {
      status = newStatus;
    }
  }

  void bindTo(MeterRegistry registry) {
    bind(registry, "sequence", "Newest commit", JournalStatus::sequence);
    bind(
        registry,
        "durable.sequence",
        "Newest commit that may be acknowledged",
        JournalStatus::durableSequence);
    bind(
        registry,
        "fsynced.sequence",
        "Newest commit that survives a power failure",
        JournalStatus::fsyncedSequence);
    bind(
        registry, "segments", "Journal files since the last snapshot", JournalStatus::segmentCount);
    bind(registry, "segment.bytes", "Length of these files", JournalStatus::segmentBytes);
    bind(registry, "snapshot.bytes", "Length of the last snapshot", JournalStatus::snapshotBytes);
    bind(
        registry,
        "snapshot.sequence",
        "Newest commit in the last snapshot",
        JournalStatus::snapshotSequence);
    bind(
        registry,
        "snapshot.failures",
        "Attempts at a snapshot that failed since the start",
        JournalStatus::failedSnapshotCount);
    bind(
        registry,
        "unforced.seconds",
        "Age of the oldest commit that a power failure would take",
        now -> now.unforcedAgeMs() / 1_000.0);
    bind(
        registry,
        "fenced",
        "1 while the journal takes nothing after a failure",
        now -> now.fault().isEmpty() ? 0 : 1);
  }

  private void bind(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<JournalStatus> value) {
    Gauge.builder("kitsune.journal." + name, () -> value.applyAsDouble(status))
        .description(description)
        .register(registry);
  }
}
