package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.Counters;
import dev.kitsune.engine.profile.ProfileRecord;
import org.jspecify.annotations.Nullable;

/**
 * The counted rules of one type of event. Each field that conditions read is looked up once per
 * event, each distinct condition tested once; then each counter whose conditions all hold counts.
 * Immutable, for any thread. Data plane.
 */
final class EventCounters {
  /** The conditions on one field, with their numbers. */
  static final class Group {
    private final ConditionField field;
    private final ValueTest[] tests;
    private final int[] conditions;

    Group(ConditionField field, ValueTest[] tests, int[] conditions) {
      this.field = field;
      this.tests = tests;
      this.conditions = conditions;
    }
  }

  /** One counted rule. */
  static final class Counter {
    private final long identity;
    private final byte @Nullable [] event;
    private final int[] conditions;
    private final int input;

    /**
     * @param event the track event's name; null for any event
     * @param conditions numbers of the conditions that must all hold
     * @param input the input that its count is
     */
    Counter(long identity, byte @Nullable [] event, int[] conditions, int input) {
      this.identity = identity;
      this.event = event;
      this.conditions = conditions;
      this.input = input;
    }
  }

  private final Group[] groups;
  private final Counter[] counters;
  private final int conditionCount;

  EventCounters(Group[] groups, Counter[] counters, int conditionCount) {
    this.groups = groups;
    this.counters = counters;
    this.conditionCount = conditionCount;
  }

  void count(
      EventBatch events,
      int event,
      ProfileRecord record,
      EventScratch scratch,
      ChangedInputs changed) {
    if (counters.length == 0) {
      return;
    }
    scratch.clear(conditionCount);
    for (Group group : groups) {
      test(group, events, event, scratch);
    }
    ByteSlice name = eventName(events, event, scratch);
    for (Counter counter : counters) {
      if (matches(counter, name, scratch)) {
        Counters.increment(record, counter.identity);
        changed.add(counter.input);
      }
    }
  }

  private static void test(Group group, EventBatch events, int event, EventScratch scratch) {
    group.field.read(events, event, scratch);
    ValueTest[] tests = group.tests;
    for (int i = 0; i < tests.length; i++) {
      if (group.field.test(tests[i], events, scratch)) {
        scratch.hold(group.conditions[i]);
      }
    }
  }

  private static boolean matches(Counter counter, ByteSlice name, EventScratch scratch) {
    byte[] wanted = counter.event;
    if (wanted != null && !name.isEqual(wanted)) {
      return false;
    }
    for (int condition : counter.conditions) {
      if (!scratch.isHolding(condition)) {
        return false;
      }
    }
    return true;
  }

  private static ByteSlice eventName(EventBatch events, int event, EventScratch scratch) {
    int node = events.eventName(event);
    return node == JsonTape.NONE
        ? scratch.text.wrap(events.tape().bytes(), 0, 0)
        : events.text(node, scratch.text);
  }
}
