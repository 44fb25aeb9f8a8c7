package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.profile.EventSeconds;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.ints.IntRBTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.util.Map;
import java.util.TreeMap;

/** Collects what is compared with the matches of one counted rule. Control plane. */
final class TallyBuilder {
  private final long identity;
  private final int input;
  private final IntSortedSet flips = new IntRBTreeSet();
  private final Map<Integer, Thresholds.Builder> thresholdsByDays = new TreeMap<>();
  private int capacity = 1;

  /**
   * @param input the input that the count, or the ring, is
   */
  TallyBuilder(long identity, int input) {
    this.identity = identity;
    this.input = input;
  }

  void add(Counted rule) {
    flips.addAll(IntList.of(Counts.flips(rule.operator(), rule.count())));
    thresholdsByDays
        .computeIfAbsent(rule.withinDays(), days -> new Thresholds.Builder())
        .add(rule.operator(), rule.count());
    capacity = Math.max(capacity, newestNeeded(rule.operator(), rule.count()));
  }

  Tally.Count count() {
    return new Tally.Count(identity, input, flips.toIntArray());
  }

  Tally.Ring ring() {
    Window[] windows =
        thresholdsByDays.entrySet().stream()
            .map(window -> window(window.getKey(), window.getValue()))
            .toArray(Window[]::new);
    return new Tally.Ring(identity, input, capacity, windows);
  }

  private static Window window(int days, Thresholds.Builder thresholds) {
    return new Window(days * EventSeconds.DAY, thresholds.build());
  }

  /** How many of the newest matches decide the comparison. */
  static int newestNeeded(Operator operator, int count) {
    return switch (operator) {
      case GREATER_THAN_INCLUSIVE, LESS_THAN -> count;
      default -> count == Integer.MAX_VALUE ? count : count + 1;
    };
  }
}
