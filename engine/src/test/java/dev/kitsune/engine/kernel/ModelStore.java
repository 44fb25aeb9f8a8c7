package dev.kitsune.engine.kernel;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All profiles, aliases and redirects; requests are {@link ModelRequest}s. */
final class ModelStore {
  /** Says that a request is refused with 400. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final Map<String, ModelProfileState> profiles = new LinkedHashMap<>();

  /** Ids of profiles by alias or redirect. */
  final Map<String, String> links = new HashMap<>();

  private final ProfileLimits limits;
  private final boolean mergesAlways;

  ModelStore(ProfileLimits limits, boolean mergesAlways) {
    this.limits = limits;
    this.mergesAlways = mergesAlways;
  }

  ModelStore copy() {
    ModelStore copy = new ModelStore(limits, mergesAlways);
    profiles.forEach((id, profile) -> copy.profiles.put(id, profile.copy()));
    copy.links.putAll(links);
    return copy;
  }

  @Nullable ModelProfileState find(String name) {
    return profiles.get(links.getOrDefault(name, name));
  }

  void delete(String name) {
    ModelProfileState profile = requireNonNull(find(name));
    profiles.remove(profile.id);
    links.values().removeIf(profile.id::equals);
  }

  /**
   * Gives the events to their profiles.
   *
   * @param names the id that each event is sent to
   * @param isCreate whether the id is one that the engine makes for this request
   * @return the profiles to be answered, in order
   * @throws Refused if a profile would exceed a limit; this store is void then
   */
  List<ModelProfileState> apply(
      List<String> names, List<ModelEvent> events, boolean isBatch, boolean isCreate, long nowMs) {
    ModelRequest asIfNew = new ModelRequest(copy(), names, events, Set.of(), isCreate, nowMs);
    asIfNew.run();
    Set<Integer> replays = asIfNew.replayedRuns();
    ModelRequest request = new ModelRequest(this, names, events, replays, isCreate, nowMs);
    request.run();
    request.finish();
    List<String> answered = new ArrayList<>();
    if (isBatch) {
      for (int i = 0; i < names.size(); i++) {
        answered.add(asIfNew.given(i));
      }
    } else {
      answered.add(asIfNew.current(0));
    }
    return answered.stream()
        .map(request::survivor)
        .filter(profile -> profiles.containsValue(profile))
        .distinct()
        .toList();
  }

  ProfileLimits limits() {
    return limits;
  }

  boolean mergesAlways() {
    return mergesAlways;
  }
}
