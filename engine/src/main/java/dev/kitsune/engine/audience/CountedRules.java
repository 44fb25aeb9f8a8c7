package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * Rules that count the same events but for their conditions. The event's parameters and properties
 * are walked once, each field that conditions read is read once, and the conditions on it that hold
 * are found from its value, or tested, each distinct one once; then each rule whose conditions all
 * hold counts. A rule is looked at if the condition holds that it shares with the fewest others.
 * Immutable, for any thread. Data plane.
 */
final class CountedRules {
  /**
   * The conditions on one field, with their numbers.
   *
   * @param parts those of the index that look for a part of the value
   * @param others those that are not in the index
   */
  record Group(ConditionField field, ConditionIndex index, Tests parts, Tests others) {}

  /** Conditions that are tested one after the other, with their numbers. */
  static final class Tests {
    private final Comparison[] tests;
    private final int[] conditions;

    Tests(Comparison[] tests, int[] conditions) {
      this.tests = tests;
      this.conditions = conditions;
    }

    private void hold(EventBatch events, EventScratch scratch) {
      for (int i = 0; i < tests.length; i++) {
        if (ConditionField.test(tests[i], events, scratch)) {
          scratch.conditions.hold(conditions[i]);
        }
      }
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
  private final Counter[][] byRarestCondition;

  CountedRules(
      QueryParameters parameters,
      PropertyPaths properties,
      Group[] groups,
      Counter[] unconditional,
      Counter[][] byRarestCondition) {
    this.parameters = parameters;
    this.properties = properties;
    this.groups = groups;
    this.unconditional = unconditional;
    this.byRarestCondition = byRarestCondition;
  }

  void count(
      EventBatch events,
      int event,
      ProfileRecord record,
      EventScratch scratch,
      ChangedInputs changed) {
    parameters.find(events, event, scratch);
    properties.find(events, event, scratch);
    scratch.conditions.clear(byRarestCondition.length);
    for (Group group : groups) {
      test(group, events, event, scratch);
    }
    countEach(unconditional, record, scratch, changed);
    for (int word = 0; word < (byRarestCondition.length + 63) >>> 6; word++) {
      for (long bits = scratch.conditions.word(word); bits != 0; bits &= bits - 1) {
        int condition = (word << 6) + Long.numberOfTrailingZeros(bits);
        countEach(byRarestCondition[condition], record, scratch, changed);
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
    if (scratch.isFound) {
      ByteSlice text = scratch.text;
      group.index.hold(text.array(), text.offset(), text.length(), scratch.conditions);
      if (scratch.array == JsonTape.NONE) {
        group.index.holdParts(text.array(), text.offset(), text.length(), scratch.conditions);
      } else {
        group.parts.hold(events, scratch);
      }
    }
    group.others.hold(events, scratch);
  }

  private static boolean matches(Counter counter, EventScratch scratch) {
    for (int condition : counter.conditions) {
      if (!scratch.conditions.isHolding(condition)) {
        return false;
      }
    }
    return true;
  }
}
