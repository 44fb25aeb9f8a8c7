package dev.kitsune.engine.kernel;

import dev.kitsune.engine.audience.OracleVisitor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  ModelProfileState(String id) {
    this.id = id;
  }

  ModelProfileState copy() {
    ModelProfileState copy = new ModelProfileState(id);
    copy.traits.putAll(traits);
    copy.location.putAll(location);
    copy.runs.addAll(runs);
    copy.events.addAll(events);
    copy.visitor = visitor.copy();
    copy.landingPage = landingPage;
    copy.random = random;
    copy.sessionId = sessionId;
    copy.sessionCount = sessionCount;
    copy.sessionStartMs = sessionStartMs;
    copy.lastEventMs = lastEventMs;
    copy.pastSessionsS = pastSessionsS;
    copy.lastReceiptMs = lastReceiptMs;
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
    }
    traits.putAll(event.traits());
    visitor.apply(event.json());
    Map<String, String> texts = new TreeMap<>();
    location.forEach((name, json) -> texts.put(name, json.replace("\"", "")));
    visitor.location(texts);
    visitor.sessionCount(sessionCount);
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
