package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code settings} of the plain form, which {@link EnvironmentSchema} has taken. Of members
 * that nothing reads yet a warning says that they have no effect. Control plane.
 */
final class SettingsReader {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);

  private static final List<String> WITHOUT_EFFECT =
      List.of("aliasPolicy", "rate", "keys", "ipEnrichment");

  private SettingsReader() {}

  static EnvironmentSettings settings(ConfigurationValue settings) {
    warnOfNoEffect(settings);
    ConfigurationValue merge = settings.member("merge");
    return new EnvironmentSettings(
        integer(
            settings.member("sessionTimeoutMinutes"),
            EnvironmentSettings.DEFAULT.sessionTimeoutMinutes()),
        !merge.isAbsent() && merge.text().equals("always"),
        allowedOrigins(settings.member("allowedOrigins")),
        retentionMs(settings.member("retentionDays")),
        settings.member("overrides").bool(false),
        settings.member("explain").bool(false));
  }

  static EnvironmentLimits limits(ConfigurationValue settings) {
    ConfigurationValue limits = settings.member("limits");
    if (limits.isAbsent()) {
      return EnvironmentLimits.DEFAULT;
    }
    return new EnvironmentLimits(
        integer(limits.member("audiences"), EnvironmentLimits.DEFAULT.audienceCountMax()),
        integer(limits.member("experiences"), EnvironmentLimits.DEFAULT.experienceCountMax()));
  }

  private static void warnOfNoEffect(ConfigurationValue settings) {
    for (String name : WITHOUT_EFFECT) {
      if (!settings.member(name).isAbsent()) {
        LOG.warn("{} at {}/{}: has no effect yet", settings.file(), settings.pointer(), name);
      }
    }
  }

  private static long retentionMs(ConfigurationValue days) {
    return days.isAbsent()
        ? EnvironmentSettings.KEPT_FOR_EVER
        : TimeUnit.DAYS.toMillis(integer(days, 0));
  }

  private static List<String> allowedOrigins(ConfigurationValue origins) {
    return origins.isAbsent()
        ? EnvironmentSettings.DEFAULT.allowedOrigins()
        : origins.elements().stream().map(ConfigurationValue::text).toList();
  }

  private static int integer(ConfigurationValue value, int ifAbsent) {
    return value.isAbsent() ? ifAbsent : value.integer(0, Integer.MAX_VALUE);
  }
}
