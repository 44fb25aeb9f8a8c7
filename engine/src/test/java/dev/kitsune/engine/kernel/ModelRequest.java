package dev.kitsune.engine.kernel;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One request run on the model, event by event, each with its whole effect before the next: whose
 * the event is, rules 1 to 6 of profiles.md, identify, and replays.
 */
final class ModelRequest {
  private final ModelStore store;
  private final List<String> names;
  private final List<ModelEvent> events;
  private final Set<Integer> dropped;
  private final boolean isCreate;
  private final long nowMs;

  /** Who has an id in this request: settled at its beginning, but for ids that nobody had. */
  private final Map<String, ModelProfileState> known = new HashMap<>();

  /** Every profile of the request by its own id, those that are merged away too. */
  private final Map<String, ModelProfileState> all = new HashMap<>();

  private final Map<String, String> survivors = new HashMap<>();
  private final Map<String, String> successors = new HashMap<>();
  private final List<String> addressed = new ArrayList<>();
  private final List<String> given = new ArrayList<>();
  private final List<Boolean> applied = new ArrayList<>();
  private final Set<Integer> createdAgain = new HashSet<>();

  /**
   * @param dropped numbers of events that are part of a run that was seen before
   */
  ModelRequest(
      ModelStore store,
      List<String> names,
      List<ModelEvent> events,
      Set<Integer> dropped,
      boolean isCreate,
      long nowMs) {
    this.store = store;
    this.names = names;
    this.events = events;
    this.dropped = dropped;
    this.isCreate = isCreate;
    this.nowMs = nowMs;
    names.forEach(this::know);
    events.forEach(event -> know(event.userId()));
  }

  private void know(String name) {
    ModelProfileState found = store.find(name);
    if (found != null) {
      known.put(name, found);
      meet(found);
    }
  }

  private void meet(ModelProfileState profile) {
    if (all.put(profile.id, profile) == null) {
      profile.beginRequest();
    }
  }

  void run() {
    for (int i = 0; i < events.size(); i++) {
      ModelProfileState home = known.get(names.get(i));
      if (home == null) {
        home = new ModelProfileState(names.get(i));
        store.profiles.put(home.id, home);
        known.put(home.id, home);
        meet(home);
      }
      addressed.add(home.id);
      send(i, home.id, survivor(successors.getOrDefault(home.id, home.id)));
    }
  }

  private void send(int i, String home, ModelProfileState current) {
    ModelEvent event = events.get(i);
    boolean isDropped = dropped.contains(i);
    boolean isKnown = isKnown(current, event);
    ModelProfileState owner = event.userId().isEmpty() ? null : known.get(event.userId());
    if (event.userId().isEmpty()) {
      give(i, current, !isDropped && !isKnown);
    } else if (owner == null) {
      if (!isDropped && !isKnown) {
        known.put(event.userId(), current);
        claim(event.userId(), current);
      }
      give(i, current, !isDropped && !isKnown);
    } else if (survivor(owner.id) == current) {
      boolean isNew = !isDropped && !isKnown;
      current.isSelfIdentified |= isNew && event.userId().equals(current.id);
      give(i, current, isNew);
    } else {
      sendToNamed(i, home, current, survivor(owner.id), isKnown);
    }
  }

  private void sendToNamed(
      int i, String home, ModelProfileState current, ModelProfileState named, boolean isKnown) {
    ModelEvent event = events.get(i);
    boolean isMerging = store.mergesAlways() || !current.isIdentified();
    boolean isNew = !dropped.contains(i) && !isKnown(named, event) && !(isMerging && isKnown);
    successors.put(home, named.id);
    if (isCreate && current.id.equals(names.get(0)) && isKnown(named, event)) {
      noteCreatedAgain(current, named);
    }
    if (isNew && isMerging) {
      merge(current, named);
    }
    named.isSelfIdentified |= isNew && event.userId().equals(named.id);
    give(i, named, isNew);
  }

  /* A create that comes again has another id; the profile that its first one merged into tells. */
  private void noteCreatedAgain(ModelProfileState current, ModelProfileState named) {
    for (int i = 0; i < given.size() && !current.isIdentified(); i++) {
      if (given.get(i).equals(current.id) && isKnown(named, events.get(i))) {
        createdAgain.add(i);
      }
    }
  }

  private boolean isKnown(ModelProfileState profile, ModelEvent event) {
    return all.values().stream()
        .filter(member -> survivor(member.id) == profile)
        .anyMatch(member -> member.eventsBefore.contains(event.json()));
  }

  private void claim(String alias, ModelProfileState profile) {
    profile.aliases.add(alias);
    store.links.put(alias, profile.id);
    requireRoom(profile);
  }

  private void requireRoom(ModelProfileState profile) {
    if (profile.aliases.size() > store.limits().aliasCountMax()) {
      throw new ModelStore.Refused();
    }
  }

  private void merge(ModelProfileState from, ModelProfileState to) {
    survivors.put(from.id, to.id);
    store.profiles.remove(from.id);
    to.merge(from);
    to.aliases.addAll(from.aliases);
    requireRoom(to);
    to.redirects.addAll(from.redirects);
    boolean isUntold = isCreate && from.id.equals(names.get(0));
    if (!isUntold) {
      to.redirects.add(from.id);
    }
    to.aliases.forEach(alias -> store.links.put(alias, to.id));
    to.redirects.forEach(redirect -> store.links.put(redirect, to.id));
    while (to.redirects.size() > store.limits().redirectCountMax()) {
      store.links.remove(to.redirects.remove(0));
    }
  }

  private void give(int i, ModelProfileState profile, boolean isNew) {
    given.add(profile.id);
    applied.add(isNew);
    if (isNew) {
      profile.apply(events.get(i), nowMs, Math.max(nowMs, profile.lastReceiptMs));
    }
  }

  /**
   * Numbers of the events whose runs were seen before by any of those that become one, and of those
   * that a create brought again.
   */
  Set<Integer> replayedRuns() {
    Map<String, List<Integer>> runs = runs();
    Set<Integer> replayed = new HashSet<>(createdAgain);
    runs.forEach(
        (survivor, run) -> {
          String text = text(run);
          boolean isReplay =
              all.values().stream()
                  .filter(member -> survivor(member.id).id.equals(survivor))
                  .anyMatch(member -> member.runsBefore.contains(text));
          if (isReplay) {
            replayed.addAll(run);
          }
        });
    return replayed;
  }

  /** Keeps what was applied, and only profiles that have something. */
  void finish() {
    runs()
        .forEach(
            (survivor, run) -> {
              ModelProfileState profile = survivor(survivor);
              List<ModelEvent> fresh = run.stream().filter(applied::get).map(events::get).toList();
              if (!fresh.isEmpty()) {
                profile.lastReceiptMs = Math.max(nowMs, profile.lastReceiptMs);
                profile.keep(fresh, text(run));
              }
            });
    store.profiles.values().removeIf(profile -> profile.sessionCount == 0);
  }

  private Map<String, List<Integer>> runs() {
    Map<String, List<Integer>> runs = new HashMap<>();
    for (int i = 0; i < given.size(); i++) {
      runs.computeIfAbsent(survivor(given.get(i)).id, id -> new ArrayList<>()).add(i);
    }
    return runs;
  }

  private String text(List<Integer> run) {
    return run.stream().map(i -> events.get(i).json()).collect(Collectors.joining(","));
  }

  ModelProfileState survivor(String id) {
    String at = id;
    Set<String> seen = new LinkedHashSet<>();
    while (survivors.containsKey(at)) {
      if (!seen.add(at)) {
        throw new AssertionError("merged in a circle: " + seen);
      }
      at = survivors.get(at);
    }
    return requireNonNull(all.get(at));
  }

  /** The id of the profile that an event was addressed to. */
  String addressed(int event) {
    return addressed.get(event);
  }

  /** The id of the profile that got the event. */
  String given(int event) {
    return given.get(event);
  }

  /** The id of the profile that gets what comes next where this event came from. */
  String current(int event) {
    String home = addressed.get(event);
    return survivor(successors.getOrDefault(home, home)).id;
  }
}
