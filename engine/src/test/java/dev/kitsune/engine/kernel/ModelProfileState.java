package dev.kitsune.engine.kernel;

import dev.kitsune.engine.audience.OracleVisitor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One profile as profiles.md tells it, in plain collections. */
final class ModelProfileState {
  private static final long SESSION_TIMEOUT_MS = 30 * 60_000;
  private static final long AHEAD_MAX_MS = 5 * 60_000;
  private static final int KEPT = 16;
  private static final List<String> COUNTRIES = List.of("AT", "AU");

  final String id;
  final Map<String, String> traits = new LinkedHashMap<>();
  final Map<String, String> location = new TreeMap<>();
  final Deque<String> runs = new ArrayDeque<>();
  final Deque<String> events = new ArrayDeque<>();
  final Map<String, Long> traitReceiptsMs = new HashMap<>();
  final List<String> aliases = new ArrayList<>();
  final List<String> redirects = new ArrayList<>();

  /** Variant indexes that are kept, by experience. */
  final Map<String, Integer> kept = new LinkedHashMap<>();

  /** What the rings held before the request; set as it begins. */
  Set<String> runsBefore = Set.of();

  Set<String> eventsBefore = Set.of();
  OracleVisitor visitor = new OracleVisitor();
  @Nullable String landingPage;

  /* What the engine drew; null until an answer showed it. */
  @Nullable String random;
  @Nullable String sessionId;

  int sessionCount;
  long sessionStartMs;
  long lastEventMs;
  long pastSessionsS;
  long lastReceiptMs;
  long locationReceiptMs;
  boolean isSelfIdentified;

  ModelProfileState(String id) {
    this.id = id;
  }

  ModelProfileState copy() {
    ModelProfileState copy = new ModelProfileState(id);
    copy.traits.putAll(traits);
    copy.location.putAll(location);
    copy.runs.addAll(runs);
    copy.events.addAll(events);
    copy.traitReceiptsMs.putAll(traitReceiptsMs);
    copy.aliases.addAll(aliases);
    copy.redirects.addAll(redirects);
    copy.kept.putAll(kept);
    copy.visitor = visitor.copy();
    copy.landingPage = landingPage;
    copy.random = random;
    copy.sessionId = sessionId;
    copy.sessionCount = sessionCount;
    copy.sessionStartMs = sessionStartMs;
    copy.lastEventMs = lastEventMs;
    copy.pastSessionsS = pastSessionsS;
    copy.lastReceiptMs = lastReceiptMs;
    copy.locationReceiptMs = locationReceiptMs;
    copy.isSelfIdentified = isSelfIdentified;
    return copy;
  }

  long activeSessionS() {
    return (lastEventMs - sessionStartMs) / 1_000;
  }

  /**
   * Applies an event.
   *
   * @param nowMs the server's clock
   * @param receiptMs the same, never turned back for this profile
   */
  void apply(ModelEvent event, long nowMs, long receiptMs) {
    Long told = event.timestampMs();
    noteActivity(told == null || told > nowMs + AHEAD_MAX_MS ? receiptMs : told);
    if (landingPage == null) {
      landingPage = event.page();
    }
    Map<String, String> given = event.location();
    if (given != null) {
      location.clear();
      given.forEach(this::locate);
      locationReceiptMs = receiptMs;
    }
    if (event.exposure() != null) {
      keep(event.exposure());
    }
    traits.putAll(event.traits());
    event.traits().keySet().forEach(key -> traitReceiptsMs.put(key, receiptMs));
    visitor.apply(event.json());
    Map<String, String> texts = new TreeMap<>();
    location.forEach((name, json) -> texts.put(name, json.replace("\"", "")));
    visitor.location(texts);
    visitor.sessionCount(sessionCount);
  }

  /** Takes in another profile: profiles.md, identify, rule 4. */
  void merge(ModelProfileState other) {
    other.traits.forEach(
        (key, value) -> {
          long theirsMs = other.traitReceiptsMs.getOrDefault(key, 0L);
          if (theirsMs >= traitReceiptsMs.getOrDefault(key, Long.MIN_VALUE)) {
            traits.put(key, value);
            traitReceiptsMs.put(key, theirsMs);
          }
        });
    visitor.merge(other.visitor, traits);
    other.kept.forEach(kept::putIfAbsent);
    if (other.locationReceiptMs > 0 && other.locationReceiptMs >= locationReceiptMs) {
      location.clear();
      location.putAll(other.location);
      locationReceiptMs = other.locationReceiptMs;
    }
    join(runs, other.runs, other.lastReceiptMs >= lastReceiptMs);
    join(events, other.events, other.lastReceiptMs >= lastReceiptMs);
    mergeSession(other);
    isSelfIdentified |= other.isSelfIdentified;
    lastReceiptMs = Math.max(lastReceiptMs, other.lastReceiptMs);
  }

  private void mergeSession(ModelProfileState other) {
    if (other.sessionCount == 0) {
      return;
    }
    boolean wasActive =
        sessionCount > 0
            && sessionStartMs <= other.sessionStartMs
            && lastEventMs >= other.sessionStartMs - SESSION_TIMEOUT_MS;
    pastSessionsS += (sessionCount == 0 ? 0 : activeSessionS()) + other.pastSessionsS;
    long lengthMs = other.lastEventMs - other.sessionStartMs;
    lastEventMs = sessionCount == 0 ? other.lastEventMs : Math.max(lastEventMs, other.lastEventMs);
    sessionStartMs = lastEventMs - lengthMs;
    sessionCount += other.sessionCount - (wasActive ? 1 : 0);
    sessionId = other.sessionId;
    landingPage = other.landingPage;
  }

  private static void join(Deque<String> ring, Deque<String> other, boolean isOtherNewer) {
    List<String> joined = new ArrayList<>(isOtherNewer ? ring : other);
    joined.addAll(isOtherNewer ? other : ring);
    ring.clear();
    ring.addAll(joined.subList(Math.max(0, joined.size() - KEPT), joined.size()));
  }

  void beginRequest() {
    runsBefore = new HashSet<>(runs);
    eventsBefore = new HashSet<>(events);
  }

  boolean isIdentified() {
    return isSelfIdentified || !aliases.isEmpty();
  }

  void keep(List<ModelEvent> fresh, String run) {
    for (ModelEvent event : fresh) {
      if (!events.contains(event.json())) {
        add(events, event.json());
      }
    }
    add(runs, run);
  }

  private static void add(Deque<String> ring, String text) {
    ring.addLast(text);
    if (ring.size() > KEPT) {
      ring.removeFirst();
    }
  }

  private void keep(ModelEvent.Exposure exposure) {
    if (ModelAnswers.EXPERIENCES.keeps(exposure.experienceId(), exposure.variantIndex())) {
      kept.putIfAbsent(exposure.experienceId(), exposure.variantIndex());
    }
  }

  private void noteActivity(long eventMs) {
    if (sessionCount == 0 || eventMs - lastEventMs > SESSION_TIMEOUT_MS) {
      pastSessionsS += sessionCount == 0 ? 0 : activeSessionS();
      sessionCount++;
      sessionStartMs = eventMs;
      lastEventMs = eventMs;
      sessionId = null;
      landingPage = null;
    }
    lastEventMs = Math.max(lastEventMs, eventMs);
  }

  private void locate(String name, String json) {
    boolean isKept =
        switch (name) {
          case "countryCode" -> COUNTRIES.contains(json.replace("\"", ""));
          case "coordinates" -> json.contains("longitude");
          default -> !json.equals("\"\"");
        };
    if (isKept) {
      location.put(name, json);
    }
  }
}
