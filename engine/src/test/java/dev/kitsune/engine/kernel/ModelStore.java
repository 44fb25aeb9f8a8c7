package dev.kitsune.engine.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All profiles and aliases; profiles.md's identity rules as this version has them, and replays. */
final class ModelStore {
  final Map<String, ModelProfileState> profiles = new LinkedHashMap<>();
  final Map<String, String> aliases = new HashMap<>();

  /* Also those that got no event and are gone again. */
  private final Map<String, ModelProfileState> made = new HashMap<>();

  ModelStore copy() {
    ModelStore copy = new ModelStore();
    profiles.forEach((id, profile) -> copy.profiles.put(id, profile.copy()));
    copy.aliases.putAll(aliases);
    return copy;
  }

  @Nullable ModelProfileState find(String name) {
    return profiles.get(aliases.getOrDefault(name, name));
  }

  /**
   * Gives the events to their profiles.
   *
   * @param names the id that each event is sent to
   * @return the profiles to be answered, in order
   */
  List<ModelProfileState> apply(List<String> names, List<ModelEvent> events, long nowMs) {
    Map<ModelProfileState, ModelProfileState> successors = new HashMap<>();
    List<ModelProfileState> receivers = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      receivers.add(route(names.get(i), events.get(i), successors));
    }
    for (ModelProfileState profile : new LinkedHashSet<>(receivers)) {
      List<ModelEvent> run = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        if (receivers.get(i) == profile) {
          run.add(events.get(i));
        }
      }
      give(profile, run, nowMs);
    }
    profiles.values().removeIf(profile -> profile.sessionCount == 0);
    Set<ModelProfileState> answered = new LinkedHashSet<>();
    for (String name : names) {
      ModelProfileState found = find(name);
      ModelProfileState addressed = found == null ? made.get(name) : found;
      answered.add(successors.getOrDefault(addressed, addressed));
    }
    return new ArrayList<>(answered);
  }

  private ModelProfileState route(
      String name, ModelEvent event, Map<ModelProfileState, ModelProfileState> successors) {
    ModelProfileState addressed = find(name);
    if (addressed == null) {
      addressed = new ModelProfileState(name);
      profiles.put(name, addressed);
      made.put(name, addressed);
    }
    ModelProfileState current = successors.getOrDefault(addressed, addressed);
    if (event.userId().isEmpty()) {
      return current;
    }
    ModelProfileState owner = find(event.userId());
    if (owner == null) {
      aliases.put(event.userId(), current.id);
      return current;
    }
    successors.put(addressed, owner);
    return owner;
  }

  private static void give(ModelProfileState profile, List<ModelEvent> run, long nowMs) {
    String text = run.stream().map(ModelEvent::json).collect(Collectors.joining(","));
    if (profile.runs.contains(text)) {
      return;
    }
    List<ModelEvent> fresh =
        run.stream().filter(event -> !profile.events.contains(event.json())).toList();
    long receiptMs = Math.max(nowMs, profile.lastReceiptMs);
    for (ModelEvent event : fresh) {
      profile.apply(event, nowMs, receiptMs);
    }
    if (!fresh.isEmpty()) {
      profile.lastReceiptMs = receiptMs;
      profile.keep(fresh, text);
    }
  }
}
