package dev.kitsune.engine.audience;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the oracle knows of a visitor: everything that ever happened, nothing counted. */
final class ModelProfile {
  final Map<String, ModelJson> traits = new LinkedHashMap<>();
  final Map<String, String> location = new LinkedHashMap<>();
  final List<ModelJson> events = new ArrayList<>();
  int sessionCount = 1;

  /** Takes an event in: remembers it, merges its traits, follows its location. */
  void apply(ModelJson event) {
    events.add(event);
    ModelJson type = event.member("type");
    ModelJson newTraits = event.member("traits");
    if (type != null && type.text().equals("identify") && newTraits != null) {
      traits.putAll(newTraits.members());
    }
    followLocation(locationOf(event));
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
