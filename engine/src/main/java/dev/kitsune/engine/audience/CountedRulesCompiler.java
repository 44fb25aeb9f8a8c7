package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.CountedRules.Counter;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.ints.IntRBTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Collects rules into {@link CountedRules}, with equal rules and equal conditions kept once.
 * Control plane; used once.
 */
final class CountedRulesCompiler {
  /** The conditions on the field of the same number. */
  private record Tests(List<Comparison> tests, IntArrayList conditions) {}

  /** One counted rule, and what is compared with its count. */
  private record Rule(IntList conditions, int input, IntSortedSet flips) {
    Counter counter(long identity) {
      return new Counter(identity, conditions.toIntArray(), input, flips.toIntArray());
    }
  }

  private final Map<Long, Rule> rules = new LinkedHashMap<>();
  private final Map<WhereCondition, Integer> numbers = new LinkedHashMap<>();
  private final ConditionFieldsCompiler fields = new ConditionFieldsCompiler();
  private final List<Tests> testsByField = new ArrayList<>();

  /**
   * Adds a rule, or one more comparison of its count.
   *
   * @param flips the counts at which the comparison comes out another way than at the count before
   */
  void add(long identity, List<WhereCondition> conditions, int input, int[] flips) {
    Rule rule = rules.get(identity);
    if (rule == null) {
      IntList numbered = new IntArrayList(conditions.stream().mapToInt(this::number).iterator());
      rule = new Rule(numbered, input, new IntRBTreeSet());
      rules.put(identity, rule);
    }
    rule.flips.addAll(IntList.of(flips));
  }

  CountedRules compile() {
    List<Counter> unconditional = new ArrayList<>();
    List<List<Counter>> byFirstCondition = new ArrayList<>();
    IntStream.range(0, numbers.size()).forEach(c -> byFirstCondition.add(new ArrayList<>()));
    rules.forEach(
        (identity, rule) -> {
          IntList conditions = rule.conditions;
          (conditions.isEmpty() ? unconditional : byFirstCondition.get(conditions.getInt(0)))
              .add(rule.counter(identity));
        });
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
        unconditional.toArray(Counter[]::new),
        byFirstCondition.stream().map(c -> c.toArray(Counter[]::new)).toArray(Counter[][]::new));
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
