package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the oracle knows of a visitor: everything that ever happened, nothing counted. */
final class ModelProfile {
  private static final long SESSION_TIMEOUT_MS = 30 * 60_000;

  final Map<String, ModelJson> traits = new LinkedHashMap<>();
  final Map<String, String> location = new LinkedHashMap<>();
  final Map<String, String> landingPage = new LinkedHashMap<>();
  final List<Happened> events = new ArrayList<>();

  /** The audiences that rules may name. */
  Map<String, AudienceRule> audiences = Map.of();

  int sessionCount = 1;
  long nowMs;
  long firstSeenMs;
  long sessionStartMs;
  long lastEventMs;
  String deviceClass = "unknown";
  String browser = "";
  String os = "";

  /**
   * An event, which counted rules were in use then and at each write since, and which windowed ones
   * have forgotten it since for newer matches.
   */
  record Happened(
      ModelJson event,
      long timeMs,
      Predicate<Counted> isCounting,
      Set<ModelCounter> forgetful,
      IdentityHashMap<Counted, Boolean> known) {
    Happened(ModelJson event, long timeMs, Predicate<Counted> isCounting) {
      this(event, timeMs, isCounting, new HashSet<>(), new IdentityHashMap<>());
    }

    Happened copy() {
      return new Happened(event, timeMs, isCounting, new HashSet<>(forgetful), known);
    }

    /* What was found is known by the rule's identity, for speed. */
    boolean isMatch(Counted rule) {
      return known.computeIfAbsent(rule, one -> AudienceInterpreter.isMatch(one, event));
    }
  }

  /** Takes an event in that every rule counts. */
  void apply(ModelJson event) {
    apply(event, lastEventMs, every -> true);
  }

  /** Takes an event in: remembers it, merges its traits, follows session and location. */
  void apply(ModelJson event, long timeMs, Predicate<Counted> isCounting) {
    followSession(event, timeMs);
    events.add(new Happened(event, timeMs, isCounting));
    ModelJson type = event.member("type");
    ModelJson newTraits = event.member("traits");
    if (type != null && type.text().equals("identify") && newTraits != null) {
      traits.putAll(newTraits.members());
    }
    followLocation(locationOf(event));
  }

  /** Forgets what rules out of use have counted. */
  void retain(Predicate<Counted> isUsed) {
    events.replaceAll(
        happened ->
            new Happened(
                happened.event,
                happened.timeMs,
                happened.isCounting.and(isUsed),
                happened.forgetful,
                happened.known));
  }

  /** Forgets all but the newest matches of a windowed rule. */
  void keepNewest(Counted rule, int matchCount) {
    events(rule)
        .filter(happened -> happened.isMatch(rule))
        .sorted(Comparator.comparing(Happened::timeMs).reversed())
        .skip(matchCount)
        .forEach(happened -> happened.forgetful.add(ModelCounter.of(rule)));
  }

  /** The events that a counted rule was in use for, from when they happened on. */
  Stream<Happened> events(Counted rule) {
    ModelCounter counter = ModelCounter.of(rule);
    return events.stream()
        .filter(happened -> happened.isCounting.test(rule))
        .filter(happened -> !happened.forgetful.contains(counter));
  }

  private void followSession(ModelJson event, long timeMs) {
    boolean isFirst = events.isEmpty();
    if (isFirst || timeMs - lastEventMs > SESSION_TIMEOUT_MS) {
      sessionCount += isFirst ? 0 : 1;
      firstSeenMs = isFirst ? timeMs : firstSeenMs;
      sessionStartMs = timeMs;
      landingPage.clear();
    }
    lastEventMs = isFirst ? timeMs : Math.max(lastEventMs, timeMs);
    if (landingPage.isEmpty() && AudienceInterpreter.hasPage(event)) {
      for (String member : List.of("url", "path", "referrer", "search")) {
        ModelJson text = AudienceInterpreter.pageText(event, member);
        landingPage.put(member, text == null ? "" : text.text());
      }
    }
  }

  private void followLocation(@Nullable ModelJson given) {
    if (given == null || given.members().isEmpty()) {
      return;
    }
    location.clear();
    given.members().forEach((name, value) -> location.put(name, value.text()));
  }

  private static @Nullable ModelJson locationOf(ModelJson event) {
    ModelJson context = event.member("context");
    return context == null ? null : context.member("location");
  }
}
