package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code settings} of the plain form: configuration.md. Members that nothing reads yet are
 * checked, and a warning says that they have no effect. Control plane.
 */
final class SettingsReader {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);

  private static final String MERGE_ALWAYS = "always";
  private static final int SESSION_TIMEOUT_MINUTES_MAX = 365 * 24 * 60;
  private static final int RETENTION_DAYS_MAX = 36_500;

  private static final List<String> WITHOUT_EFFECT =
      List.of("aliasPolicy", "rate", "keys", "ipEnrichment");

  private static final Set<String> MEMBERS =
      Set.of(
          "sessionTimeoutMinutes",
          "merge",
          "aliasPolicy",
          "overrides",
          "explain",
          "allowedOrigins",
          "retentionDays",
          "rate",
          "limits",
          "keys",
          "ipEnrichment");

  private SettingsReader() {}

  static EnvironmentSettings settings(ConfigurationValue settings) {
    settings.onlyMembers(MEMBERS);
    checkWithoutEffect(settings);
    ConfigurationValue timeout = settings.member("sessionTimeoutMinutes");
    ConfigurationValue origins = settings.member("allowedOrigins");
    ConfigurationValue merge = settings.member("merge");
    oneOf(merge, Set.of("anonymous-only", MERGE_ALWAYS));
    return new EnvironmentSettings(
        timeout.isAbsent()
            ? EnvironmentSettings.DEFAULT.sessionTimeoutMinutes()
            : timeout.integer(1, SESSION_TIMEOUT_MINUTES_MAX),
        !merge.isAbsent() && merge.text().equals(MERGE_ALWAYS),
        origins.isAbsent() ? EnvironmentSettings.DEFAULT.allowedOrigins() : texts(origins),
        retentionMs(settings.member("retentionDays")),
        settings.member("overrides").bool(false),
        settings.member("explain").bool(false));
  }

  private static long retentionMs(ConfigurationValue days) {
    return days.isAbsent()
        ? EnvironmentSettings.KEPT_FOR_EVER
        : TimeUnit.DAYS.toMillis(days.integer(1, RETENTION_DAYS_MAX));
  }

  static EnvironmentLimits limits(ConfigurationValue settings) {
    ConfigurationValue limits = settings.member("limits");
    if (limits.isAbsent()) {
      return EnvironmentLimits.DEFAULT;
    }
    limits.onlyMembers(Set.of("audiences", "experiences"));
    return new EnvironmentLimits(
        limit(limits.member("audiences"), EnvironmentLimits.DEFAULT.audienceCountMax()),
        limit(limits.member("experiences"), EnvironmentLimits.DEFAULT.experienceCountMax()));
  }

  private static int limit(ConfigurationValue limit, int ifAbsent) {
    return limit.isAbsent() ? ifAbsent : limit.integer(0, EnvironmentLimits.SUPPORTED_COUNT_MAX);
  }

  private static void checkWithoutEffect(ConfigurationValue settings) {
    oneOf(settings.member("aliasPolicy"), Set.of("open"));
    texts(settings.member("keys"));
    checkRate(settings.member("rate"));
    checkIpEnrichment(settings.member("ipEnrichment"));
    for (String name : WITHOUT_EFFECT) {
      if (!settings.member(name).isAbsent()) {
        LOG.warn("{} at {}/{}: has no effect yet", settings.file(), settings.pointer(), name);
      }
    }
  }

  private static void checkRate(ConfigurationValue rate) {
    if (!rate.isAbsent()) {
      rate.onlyMembers(Set.of("eventsPerSecond", "burst"));
      integer(rate.member("eventsPerSecond"), 1);
      integer(rate.member("burst"), 1);
    }
  }

  private static void checkIpEnrichment(ConfigurationValue enrichment) {
    if (!enrichment.isAbsent()) {
      enrichment.onlyMembers(Set.of("url", "key", "timeoutMs"));
      enrichment.member("url").nonEmptyText();
      checkSecret(enrichment.member("key"));
      integer(enrichment.member("timeoutMs"), 1);
    }
  }

  /* The reason does not show what was found. */
  private static void checkSecret(ConfigurationValue key) {
    if (!key.isAbsent() && !key.isText()) {
      throw key.refused("expected a string");
    }
  }

  private static void oneOf(ConfigurationValue value, Set<String> names) {
    if (!value.isAbsent() && !names.contains(value.text())) {
      throw value.expected("one of " + String.join(", ", names.stream().sorted().toList()));
    }
  }

  private static void integer(ConfigurationValue value, int min) {
    if (!value.isAbsent()) {
      value.integer(min, Integer.MAX_VALUE);
    }
  }

  private static List<String> texts(ConfigurationValue values) {
    return values.optionalElements().stream().map(ConfigurationValue::nonEmptyText).toList();
  }
}
