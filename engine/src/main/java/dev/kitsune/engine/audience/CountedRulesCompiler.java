package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.audience.CountedRules.Counter;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
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
  /** Conditions on one field. */
  private record Tests(List<Comparison> tests, IntArrayList conditions) {
    private void add(Comparison test, int condition) {
      tests.add(test);
      conditions.add(condition);
    }

    private CountedRules.Tests compile() {
      return new CountedRules.Tests(tests.toArray(Comparison[]::new), conditions.toIntArray());
    }
  }

  /** Which of its tallies a rule has is part of what it is known by. */
  private record RuleKey(long identity, boolean isWindowed) {}

  private record Rule(IntList conditions, TallyBuilder tally) {}

  private final Map<RuleKey, Rule> rules = new LinkedHashMap<>();
  private final Map<WhereCondition, Integer> numbers = new LinkedHashMap<>();
  private final IntArrayList useCounts = new IntArrayList();
  private final ConditionFieldsCompiler fields = new ConditionFieldsCompiler();
  private final List<Tests> testsByField = new ArrayList<>();
  private final List<Tally.Ring> rings;

  /**
   * @param rings where the compiled windowed rules are listed
   */
  CountedRulesCompiler(List<Tally.Ring> rings) {
    this.rings = rings;
  }

  /**
   * Adds a rule, or one more comparison of its matches.
   *
   * @param input the input that its count, or its ring, is
   */
  void add(long identity, Counted counted, int input) {
    rules
        .computeIfAbsent(
            new RuleKey(identity, counted.isWindowed()),
            key -> new Rule(numbers(counted.conditions()), new TallyBuilder(identity, input)))
        .tally
        .add(counted);
  }

  private IntList numbers(List<WhereCondition> conditions) {
    IntList used = new IntArrayList(conditions.stream().mapToInt(this::number).iterator());
    used.forEach(number -> useCounts.set(number, useCounts.getInt(number) + 1));
    return used;
  }

  private int rarest(IntList conditions) {
    int rarest = conditions.getInt(0);
    for (int condition : conditions) {
      rarest = useCounts.getInt(condition) < useCounts.getInt(rarest) ? condition : rarest;
    }
    return rarest;
  }

  CountedRules compile() {
    List<Counter> unconditional = new ArrayList<>();
    List<List<Counter>> byRarestCondition = new ArrayList<>();
    IntStream.range(0, numbers.size()).forEach(c -> byRarestCondition.add(new ArrayList<>()));
    rules.forEach(
        (key, rule) -> {
          IntList conditions = rule.conditions;
          (conditions.isEmpty() ? unconditional : byRarestCondition.get(rarest(conditions)))
              .add(new Counter(conditions.toIntArray(), tally(key, rule)));
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
        byRarestCondition.stream().map(c -> c.toArray(Counter[]::new)).toArray(Counter[][]::new));
  }

  private Tally tally(RuleKey key, Rule rule) {
    if (!key.isWindowed) {
      return rule.tally.count();
    }
    Tally.Ring ring = rule.tally.ring();
    rings.add(ring);
    return ring;
  }

  private static CountedRules.Group group(ConditionField field, Tests tests) {
    ConditionIndexCompiler index = new ConditionIndexCompiler();
    Tests parts = new Tests(new ArrayList<>(), new IntArrayList());
    Tests others = new Tests(new ArrayList<>(), new IntArrayList());
    for (int i = 0; i < tests.tests.size(); i++) {
      Comparison test = tests.tests.get(i);
      int condition = tests.conditions.getInt(i);
      if (!index.add(test, condition)) {
        others.add(test, condition);
      } else if (test.operator() == Operator.CONTAINS) {
        parts.add(test, condition);
      }
    }
    return new CountedRules.Group(
        field, new ConditionIndex(index), parts.compile(), others.compile());
  }

  private int number(WhereCondition condition) {
    Integer known = numbers.get(condition);
    if (known == null) {
      known = numbers.size();
      numbers.put(condition, known);
      useCounts.add(0);
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
    tests.add(Comparison.of(condition.operator(), condition.operand()), number);
  }
}
