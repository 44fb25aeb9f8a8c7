package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.audience.AudienceRule.ExperienceSeen;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.bytes.ConfigurationValue;
import java.util.List;

/** Reads the rules that count events, with their windows. Control plane. */
final class CountedRuleReader {
  private CountedRuleReader() {}

  static AudienceRule page(ConfigurationValue rule) {
    ConfigurationValue conditions = rule.member("conditions");
    List<WhereCondition> where = ConditionReader.whereConditions(conditions);
    if (where.isEmpty()) {
      throw conditions.expected("an array with at least one where condition");
    }
    int withinDays = withinDays(rule);
    return new PageCount(where, operator(rule), count(rule, withinDays), withinDays);
  }

  static AudienceRule track(ConfigurationValue rule) {
    int withinDays = withinDays(rule);
    return new TrackCount(
        rule.member("value").nonEmptyText(),
        ConditionReader.whereConditions(rule.member("conditions")),
        operator(rule),
        count(rule, withinDays),
        withinDays);
  }

  static AudienceRule experienceSeen(ConfigurationValue rule) {
    int withinDays = withinDays(rule);
    return new ExperienceSeen(
        rule.member("value").nonEmptyText(),
        ConditionReader.variantIndexes(rule.member("conditions")),
        operator(rule),
        count(rule, withinDays),
        withinDays);
  }

  private static Operator operator(ConfigurationValue rule) {
    return OperandReader.operator(rule.member("operator"), Operator::isNumeric);
  }

  private static int count(ConfigurationValue rule, int withinDays) {
    ConfigurationValue count = rule.member("count");
    int countMax = withinDays == Counted.EVER ? Integer.MAX_VALUE : Counted.WINDOWED_COUNT_MAX;
    return count.isAbsent() ? 1 : count.integerText(0, countMax);
  }

  /* On the rule, or as one of its conditions. */
  private static int withinDays(ConfigurationValue rule) {
    List<ConfigurationValue> conditions = ConditionReader.withinDays(rule.member("conditions"));
    ConfigurationValue own = rule.member("withinDays");
    int windowCount = conditions.size() + (own.isAbsent() ? 0 : 1);
    if (windowCount == 0) {
      return Counted.EVER;
    }
    if (windowCount > 1) {
      ConfigurationValue second = conditions.get(conditions.size() - 1);
      throw second.refused("found another window, expected one");
    }
    ConfigurationValue days = conditions.isEmpty() ? own : conditions.get(0);
    return days.integerText(1, Counted.WITHIN_DAYS_MAX);
  }
}
