package dev.kitsune.engine;

import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The requests of one thread of a {@link KillWriter}, and what profiles they leave. Request {@code
 * n} is the same whenever it is made, so that one that was under way at a kill can be repeated, and
 * what the first {@code n} leave is known without making them. Ten requests are a cycle:
 *
 * <pre>
 *  0-3  four profiles: one event counted, one trait
 *  4    a batch: two profiles get one event counted and one trait each
 *  5    a known profile: its userId, one event counted
 *  6    a visitor: one event counted
 *  7    the visitor gives the userId: both become the known profile
 *  8    the known profile once more: one event counted
 *  9    the known profile of some cycles before is deleted
 * </pre>
 */
final class KillThread {
  private static final int CYCLE_LENGTH = 10;
  private static final int SINGLE_COUNT = 4;
  private static final int KEPT_CYCLES = 6;
  private static final int REPEATED_MAX = 15;

  /**
   * What is known of a stored profile.
   *
   * @param count events that were counted
   * @param last the trait; 0 where there is none
   */
  record Stored(long count, long last) {}

  private final int number;
  private final ExperienceEngine engine;
  private final EnvironmentRef main;

  KillThread(int number, ExperienceEngine engine) {
    this.number = number;
    this.engine = engine;
    main = engine.environment("acme", "main");
  }

  int number() {
    return number;
  }

  /** Beginning of the ids of this thread's profiles. */
  String prefix() {
    return "t" + number + "-";
  }

  /** Makes request {@code n}, counted from 1; returns when it is acknowledged. */
  void make(long n) {
    long cycle = (n - 1) / CYCLE_LENGTH;
    int step = (int) ((n - 1) % CYCLE_LENGTH);
    switch (step) {
      case 4 -> engine.upsert(main, batch(n));
      case 5 -> engine.update(main, known(cycle), identify(n, cycle), counted(n, ""));
      case 6 -> engine.update(main, visitor(cycle), counted(n, ""));
      case 7 -> engine.update(main, visitor(cycle), identify(n, cycle));
      case 8 -> engine.update(main, known(cycle), counted(n, ""));
      case 9 -> delete(cycle - KEPT_CYCLES);
      default -> engine.update(main, single(step), counted(n, ""), trait(n, ""));
    }
  }

  /** Makes the last requests again that can be repeated: at most 15 of a profile. */
  void repeat(long last) {
    for (long n = Math.max(1, last - (REPEATED_MAX - 1) * CYCLE_LENGTH + 1); n <= last; n++) {
      int step = (int) ((n - 1) % CYCLE_LENGTH);
      if (step <= SINGLE_COUNT) {
        make(n);
      }
    }
  }

  /** The profiles that the first {@code n} requests leave. */
  Map<String, Stored> stored(long n) {
    Map<String, Stored> stored = new TreeMap<>();
    for (int step = 0; step < SINGLE_COUNT; step++) {
      put(stored, single(step), n, step);
    }
    put(stored, prefix() + "x", n, SINGLE_COUNT);
    put(stored, prefix() + "y", n, SINGLE_COUNT);
    long lastCycle = (n - 1) / CYCLE_LENGTH;
    for (long cycle = Math.max(0, lastCycle - KEPT_CYCLES - 1); cycle <= lastCycle; cycle++) {
      putKnown(stored, cycle, n - cycle * CYCLE_LENGTH, n);
    }
    return stored;
  }

  /** Where the ids of the last cycles lead after the first {@code n} requests. */
  Map<String, String> links(long n) {
    Map<String, String> links = new TreeMap<>();
    long lastCycle = (n - 1) / CYCLE_LENGTH;
    for (long cycle = Math.max(0, lastCycle - KEPT_CYCLES - 1); cycle <= lastCycle; cycle++) {
      long made = n - cycle * CYCLE_LENGTH;
      boolean isThere = !isDeleted(cycle, n);
      links.put(user(cycle), isThere && made >= 6 ? known(cycle) : "");
      String visited = made >= 8 ? known(cycle) : visitor(cycle);
      links.put(visitor(cycle), isThere && made >= 7 ? visited : "");
    }
    return links;
  }

  /** Where the engine says that ids lead. */
  Map<String, String> found(Iterable<String> ids) {
    Map<String, String> found = new TreeMap<>();
    ids.forEach(id -> found.put(id, owner(id)));
    return found;
  }

  private String owner(String id) {
    try {
      return engine.get(main, id).profile().id();
    } catch (ExperienceException unknown) {
      if (unknown.code() != ErrorCode.PROFILE_NOT_FOUND) {
        throw unknown;
      }
      return "";
    }
  }

  private void put(Map<String, Stored> stored, String id, long n, int step) {
    long count = (n - 1 - step + CYCLE_LENGTH) / CYCLE_LENGTH;
    if (count > 0) {
      stored.put(id, new Stored(count, (count - 1) * CYCLE_LENGTH + step + 1));
    }
  }

  /* Of a cycle of which so many requests were made. */
  private void putKnown(Map<String, Stored> stored, long cycle, long made, long n) {
    if (made >= 6 && !isDeleted(cycle, n)) {
      long count = made >= 9 ? 3 : made == 8 ? 2 : 1;
      stored.put(known(cycle), new Stored(count, 0));
    }
    if (made == 7) {
      stored.put(visitor(cycle), new Stored(1, 0));
    }
  }

  private static boolean isDeleted(long cycle, long n) {
    return n >= (cycle + KEPT_CYCLES + 1) * CYCLE_LENGTH;
  }

  private void delete(long cycle) {
    if (cycle >= 0) {
      try {
        engine.delete(main, user(cycle));
      } catch (ExperienceException gone) {
        if (gone.code() != ErrorCode.PROFILE_NOT_FOUND) {
          throw gone;
        }
      }
    }
  }

  private List<Event> batch(long n) {
    List<Event> events = new ArrayList<>();
    for (String id : List.of(prefix() + "x", prefix() + "y")) {
      events.add(counted(n, id));
      events.add(trait(n, id));
    }
    return events;
  }

  private Event counted(long n, String id) {
    EventBuilder<?> event = Event.track("t");
    return finish(event, "c" + n + id, id);
  }

  private Event trait(long n, String id) {
    return finish(Event.identify("").trait("last", n), "i" + n + id, id);
  }

  private Event identify(long n, long cycle) {
    return finish(Event.identify(user(cycle)), "u" + n, "");
  }

  /* A fixed message id: the event is the same one whenever it is sent. */
  private Event finish(EventBuilder<?> event, String messageId, String id) {
    EventBuilder<?> named = event.messageId(prefix() + messageId);
    return id.isEmpty() ? named.build() : named.anonymousId(id).build();
  }

  private String single(int step) {
    return prefix() + "p" + step;
  }

  private String known(long cycle) {
    return prefix() + "a" + cycle;
  }

  private String visitor(long cycle) {
    return prefix() + "v" + cycle;
  }

  private String user(long cycle) {
    return prefix() + "u" + cycle;
  }
}
