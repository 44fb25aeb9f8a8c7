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
  /** The conditions on the field of the same number. */
  private record Tests(List<Comparison> tests, IntArrayList conditions) {}

  /** Which of its tallies a rule has is part of what it is known by. */
  private record RuleKey(long identity, boolean isWindowed) {}

  private record Rule(IntList conditions, TallyBuilder tally) {}

  private final Map<RuleKey, Rule> rules = new LinkedHashMap<>();
  private final Map<WhereCondition, Integer> numbers = new LinkedHashMap<>();
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
    return new IntArrayList(conditions.stream().mapToInt(this::number).iterator());
  }

  CountedRules compile() {
    List<Counter> unconditional = new ArrayList<>();
    List<List<Counter>> byFirstCondition = new ArrayList<>();
    IntStream.range(0, numbers.size()).forEach(c -> byFirstCondition.add(new ArrayList<>()));
    rules.forEach(
        (key, rule) -> {
          IntList conditions = rule.conditions;
          (conditions.isEmpty() ? unconditional : byFirstCondition.get(conditions.getInt(0)))
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
        byFirstCondition.stream().map(c -> c.toArray(Counter[]::new)).toArray(Counter[][]::new));
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
