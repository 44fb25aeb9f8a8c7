package dev.kitsune.engine.audience;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the counted rules of one type of event and turns them into {@link EventCounters}, with
 * equal rules and equal conditions kept once. Control plane; used once.
 */
final class EventCountersCompiler {
  private record FieldKey(EventField field, String name) {}

  private final Map<Long, EventCounters.Counter> counters = new LinkedHashMap<>();
  private final Map<WhereCondition, Integer> numbers = new LinkedHashMap<>();

  void add(long identity, @Nullable String event, List<WhereCondition> conditions, int input) {
    int[] conditionNumbers = conditions.stream().mapToInt(this::number).toArray();
    byte @Nullable [] name = event == null ? null : event.getBytes(StandardCharsets.UTF_8);
    counters.putIfAbsent(
        identity, new EventCounters.Counter(identity, name, conditionNumbers, input));
  }

  EventCounters compile() {
    Map<FieldKey, List<WhereCondition>> byField = new LinkedHashMap<>();
    for (WhereCondition condition : numbers.keySet()) {
      FieldKey key = new FieldKey(condition.field(), condition.name());
      byField.computeIfAbsent(key, k -> new ArrayList<>()).add(condition);
    }
    EventCounters.Group[] groups =
        byField.entrySet().stream()
            .map(entry -> group(entry.getKey(), entry.getValue()))
            .toArray(EventCounters.Group[]::new);
    return new EventCounters(
        groups, counters.values().toArray(EventCounters.Counter[]::new), numbers.size());
  }

  private EventCounters.Group group(FieldKey key, List<WhereCondition> conditions) {
    ValueTest[] tests =
        conditions.stream()
            .map(condition -> ValueTest.of(condition.operator(), condition.operand()))
            .toArray(ValueTest[]::new);
    return new EventCounters.Group(
        new ConditionField(key.field(), key.name()),
        tests,
        conditions.stream().mapToInt(this::number).toArray());
  }

  private int number(WhereCondition condition) {
    Integer known = numbers.get(condition);
    if (known == null) {
      known = numbers.size();
      numbers.put(condition, known);
    }
    return known;
  }
}
