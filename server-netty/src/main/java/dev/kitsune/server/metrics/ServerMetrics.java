package dev.kitsune.server.metrics;

import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The meters of one server and its engine. The engine is only asked when somebody reads them. Safe
 * for any thread. Control plane.
 */
public final class ServerMetrics implements AutoCloseable {
  private static final int INITIAL_CAPACITY = 32 * 1_024;

  private final ExperienceEngine engine;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RequestTimers timers = new RequestTimers(registry);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final JournalGauges journal = new JournalGauges();
  private final MultiGauge configurationVersions =
      MultiGauge.builder("kitsune.configuration.version")
          .description("Version of the configuration in use")
          .register(registry);

  private ServerMetrics(ExperienceEngine engine) {
    this.engine = engine;
  }

  /**
   * Meters until closed.
   *
   * @param connections how many are open
   * @param waitingAnswers how many answers wait for a commit
   */
  public static ServerMetrics of(
      ExperienceEngine engine, LongSupplier connections, LongSupplier waitingAnswers) {
    ServerMetrics metrics = new ServerMetrics(engine);
    metrics.bind(connections, waitingAnswers);
    return metrics;
  }

  public RequestTimers timers() {
    return timers;
  }

  /** All meters as they are now, in Prometheus' text format. */
  public synchronized byte[] scrape() {
    journal.read(engine.journalStatus());
    configurationVersions.register(
        engine.environments().stream().map(ServerMetrics::version).toList(), true);
    ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_CAPACITY);
    try {
      registry.scrape(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private void bind(LongSupplier connections, LongSupplier waitingAnswers) {
    gauge("kitsune.connections", "Connections open, the operators' included", connections);
    gauge("kitsune.waiting.answers", "Answers that wait for a commit", waitingAnswers);
    gauge("kitsune.profiles", "Profiles kept", engine::profileCount);
    gauge("kitsune.profiles.max", "Profiles that the store takes", engine::maxProfiles);
    Gauge.builder("kitsune.profiles.ratio", engine::fill)
        .description("Share of the profiles' number or bytes that is taken; new are 503 from 0.95")
        .register(registry);
    Gauge.builder("kitsune.profiles.long.ratio", engine::longFill)
        .description(
            "Share of the room for long profiles that is taken; new long are 503 from 0.95")
        .register(registry);
    Gauge.builder("kitsune.links.ratio", engine::linkFill)
        .description("Share of the room for aliases and merged ids that is taken, 0 to 1")
        .register(registry);
    Gauge.builder("kitsune.ready", () -> engine.isReady() ? 1 : 0)
        .description("1 while the engine takes changes")
        .register(registry);
    if (engine.journalStatus() != null) {
      journal.bindTo(registry);
    }
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  private void gauge(String name, String description, LongSupplier value) {
    Gauge.builder(name, value::getAsLong).description(description).register(registry);
  }

  private static Row<EnvironmentRef> version(EnvironmentRef environment) {
    List<String> names =
        List.of(
            "organization",
            environment.organizationId(),
            "environment",
            environment.environmentSlug());
    return Row.of(
        Tags.of(names.toArray(String[]::new)), environment, ref -> ref.current().version());
  }
}
