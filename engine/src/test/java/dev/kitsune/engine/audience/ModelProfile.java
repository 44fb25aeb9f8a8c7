package dev.kitsune.engine.audience;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the oracle knows of a visitor: everything that ever happened, nothing counted. */
final class ModelProfile {
  final Map<String, ModelJson> traits = new LinkedHashMap<>();
  final Map<String, String> location = new LinkedHashMap<>();
  int sessionCount = 1;
  final List<Happened> events = new ArrayList<>();

  /** An event, and which counted rules were in use then and at each write since. */
  record Happened(ModelJson event, Predicate<AudienceRule> isCounting) {}

  /** Takes an event in that every rule counts. */
  void apply(ModelJson event) {
    apply(event, every -> true);
  }

  /** Takes an event in: remembers it, merges its traits, follows its location. */
  void apply(ModelJson event, Predicate<AudienceRule> isCounting) {
    events.add(new Happened(event, isCounting));
    ModelJson type = event.member("type");
    ModelJson newTraits = event.member("traits");
    if (type != null && type.text().equals("identify") && newTraits != null) {
      traits.putAll(newTraits.members());
    }
    followLocation(locationOf(event));
  }

  /** Forgets what rules out of use have counted. */
  void retain(Predicate<AudienceRule> isUsed) {
    events.replaceAll(happened -> new Happened(happened.event, happened.isCounting.and(isUsed)));
  }

  /** The events that a counted rule was in use for, from when they happened on. */
  Stream<ModelJson> events(AudienceRule counted) {
    return events.stream()
        .filter(happened -> happened.isCounting.test(counted))
        .map(Happened::event);
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
