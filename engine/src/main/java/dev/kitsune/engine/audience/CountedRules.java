package dev.kitsune.engine.audience;

import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * Rules that count the same events but for their conditions. The event's parameters and properties
 * are walked once, each field that conditions read is read once, each distinct condition tested
 * once; then each rule whose conditions all hold counts. A rule is looked at if its first condition
 * holds. Immutable, for any thread. Data plane.
 */
final class CountedRules {
  /** The conditions on one field, with their numbers. */
  static final class Group {
    private final ConditionField field;
    private final Comparison[] tests;
    private final int[] conditions;

    Group(ConditionField field, Comparison[] tests, int[] conditions) {
      this.field = field;
      this.tests = tests;
      this.conditions = conditions;
    }
  }

  /** One counted rule. */
  static final class Counter {
    private final int[] conditions;
    private final Tally tally;

    /**
     * @param conditions numbers of the conditions that must all hold
     */
    Counter(int[] conditions, Tally tally) {
      this.conditions = conditions;
      this.tally = tally;
    }
  }

  private final QueryParameters parameters;
  private final PropertyPaths properties;
  private final Group[] groups;
  private final Counter[] unconditional;
  private final Counter[][] byFirstCondition;

  CountedRules(
      QueryParameters parameters,
      PropertyPaths properties,
      Group[] groups,
      Counter[] unconditional,
      Counter[][] byFirstCondition) {
    this.parameters = parameters;
    this.properties = properties;
    this.groups = groups;
    this.unconditional = unconditional;
    this.byFirstCondition = byFirstCondition;
  }

  void count(
      EventBatch events,
      int event,
      ProfileRecord record,
      EventScratch scratch,
      ChangedInputs changed) {
    parameters.find(events, event, scratch);
    properties.find(events, event, scratch);
    scratch.clearConditions(byFirstCondition.length);
    for (Group group : groups) {
      test(group, events, event, scratch);
    }
    countEach(unconditional, record, scratch, changed);
    for (int word = 0; word < (byFirstCondition.length + 63) >>> 6; word++) {
      for (long bits = scratch.holding(word); bits != 0; bits &= bits - 1) {
        int condition = (word << 6) + Long.numberOfTrailingZeros(bits);
        countEach(byFirstCondition[condition], record, scratch, changed);
      }
    }
  }

  private static void countEach(
      Counter[] counters, ProfileRecord record, EventScratch scratch, ChangedInputs changed) {
    for (Counter counter : counters) {
      if (matches(counter, scratch)) {
        counter.tally.add(record, scratch, changed);
      }
    }
  }

  private static void test(Group group, EventBatch events, int event, EventScratch scratch) {
    group.field.read(events, event, scratch);
    Comparison[] tests = group.tests;
    for (int i = 0; i < tests.length; i++) {
      if (ConditionField.test(tests[i], events, scratch)) {
        scratch.hold(group.conditions[i]);
      }
    }
  }

  private static boolean matches(Counter counter, EventScratch scratch) {
    for (int condition : counter.conditions) {
      if (!scratch.isHolding(condition)) {
        return false;
      }
    }
    return true;
  }
}
