package dev.kitsune.engine.catalog;

import dev.kitsune.engine.error.ConfigurationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What reading one environment came to: its definition, or why it is refused. Control plane.
 *
 * @param definition null if it is refused
 * @param refusal null if it is not
 */
public record EnvironmentReading(
    String organizationId,
    String environmentSlug,
    @Nullable EnvironmentDefinition definition,
    @Nullable ConfigurationException refusal) {
  /** Reads, and keeps the refusal if there is one. */
  public static EnvironmentReading of(
      String organizationId, String environmentSlug, Supplier<EnvironmentDefinition> reader) {
    try {
      return new EnvironmentReading(organizationId, environmentSlug, reader.get(), null);
    } catch (ConfigurationException refusal) {
      return new EnvironmentReading(organizationId, environmentSlug, null, refusal);
    }
  }
}
