package dev.kitsune.engine.audience;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects rules into {@link CountedRules}, with equal rules and equal conditions kept once.
 * Control plane; used once.
 */
final class CountedRulesCompiler {
  /** The conditions on the field of the same number. */
  private record Tests(List<Comparison> tests, IntArrayList conditions) {}

  private final Map<Long, CountedRules.Counter> counters = new LinkedHashMap<>();
  private final Map<WhereCondition, Integer> numbers = new LinkedHashMap<>();
  private final ConditionFieldsCompiler fields = new ConditionFieldsCompiler();
  private final List<Tests> testsByField = new ArrayList<>();

  void add(long identity, List<WhereCondition> conditions, int input) {
    int[] conditionNumbers = conditions.stream().mapToInt(this::number).toArray();
    counters.putIfAbsent(identity, new CountedRules.Counter(identity, conditionNumbers, input));
  }

  CountedRules compile() {
    QueryParameters parameters = fields.parameters();
    ConditionField[] compiled = fields.fields(parameters);
    CountedRules.Group[] groups = new CountedRules.Group[compiled.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = group(compiled[i], testsByField.get(i));
    }
    return new CountedRules(
        parameters,
        fields.properties(),
        groups,
        counters.values().toArray(CountedRules.Counter[]::new),
        numbers.size());
  }

  private static CountedRules.Group group(ConditionField field, Tests tests) {
    return new CountedRules.Group(
        field, tests.tests.toArray(Comparison[]::new), tests.conditions.toIntArray());
  }

  private int number(WhereCondition condition) {
    Integer known = numbers.get(condition);
    if (known == null) {
      known = numbers.size();
      numbers.put(condition, known);
      addTest(condition, known);
    }
    return known;
  }

  private void addTest(WhereCondition condition, int number) {
    int field = fields.number(condition.field(), condition.name());
    if (field == testsByField.size()) {
      testsByField.add(new Tests(new ArrayList<>(), new IntArrayList()));
    }
    Tests tests = testsByField.get(field);
    tests.tests.add(Comparison.of(condition.operator(), condition.operand()));
    tests.conditions.add(number);
  }
}
