package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.All;
import dev.kitsune.engine.audience.AudienceRule.Any;
import dev.kitsune.engine.audience.AudienceRule.Location;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.ReturningVisitor;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.audience.AudienceRule.Trait;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads {@code nt_rules}: {@code {"any":[{"all":[RULE, ...]}, ...]}}, as audiences.md has it. What
 * is not understood is refused with its place, never taken as false. Control plane.
 */
public final class AudienceRuleReader {
  /** The most rules that one audience may have. */
  static final int RULE_COUNT_MAX = 100;

  private static final Set<String> RULE_MEMBERS =
      Set.of("type", "key", "operator", "value", "count", "conditions", "withinDays");

  private static final String TYPES = "page, track, identify, location or isReturningVisitor";

  private static final Set<String> LATER_TYPES =
      Set.of(
          "device",
          "browser",
          "os",
          "landingPage",
          "sessionLength",
          "sessionCount",
          "firstSeen",
          "lastSeen",
          "audience",
          "experienceSeen");

  private static final Set<String> GROUPS = Set.of("any", "all", "not");

  private AudienceRuleReader() {}

  /**
   * The rules of one audience.
   *
   * @throws ConfigurationException with the place of the first rule that cannot be understood
   */
  public static AudienceRule read(ConfigurationValue rules) {
    List<AudienceRule> groups =
        members(rules, "any").stream().map(AudienceRuleReader::allOf).toList();
    checkRuleCount(rules, groups);
    return new Any(groups);
  }

  private static AudienceRule allOf(ConfigurationValue group) {
    return new All(members(group, "all").stream().map(AudienceRuleReader::rule).toList());
  }

  private static List<ConfigurationValue> members(ConfigurationValue group, String name) {
    for (String other : GROUPS) {
      if (!other.equals(name) && !group.member(other).isAbsent()) {
        throw group.member(other).refused("nesting beyond any of all is not supported yet");
      }
    }
    if (!group.member("type").isAbsent()) {
      throw group.refused("a rule outside of {\"all\":[...]} is not supported yet");
    }
    List<ConfigurationValue> members = group.onlyMembers(Set.of(name)).member(name).elements();
    if (members.isEmpty()) {
      throw group.member(name).expected("an array with at least one element");
    }
    return members;
  }

  private static AudienceRule rule(ConfigurationValue rule) {
    checkMembers(rule);
    ConfigurationValue type = rule.member("type");
    return switch (type.nonEmptyText()) {
      case "page" -> page(rule);
      case "track" -> track(rule);
      case "identify" -> trait(rule);
      case "location" -> location(rule);
      case "isReturningVisitor" -> returningVisitor(rule);
      default -> throw unknown(type);
    };
  }

  private static void checkMembers(ConfigurationValue rule) {
    for (String group : GROUPS) {
      if (!rule.member(group).isAbsent()) {
        throw rule.member(group).refused("nesting beyond any of all is not supported yet");
      }
    }
    rule.onlyMembers(RULE_MEMBERS);
    if (!rule.member("withinDays").isAbsent()) {
      throw rule.member("withinDays").refused("withinDays is not supported yet");
    }
  }

  private static ConfigurationException unknown(ConfigurationValue type) {
    return LATER_TYPES.contains(type.text())
        ? type.refused("type " + type.text() + " is not supported yet, expected " + TYPES)
        : type.expected(TYPES);
  }

  private static AudienceRule page(ConfigurationValue rule) {
    ConfigurationValue conditions = rule.member("conditions");
    List<WhereCondition> where = ConditionReader.whereConditions(conditions);
    if (where.isEmpty()) {
      throw conditions.expected("an array with at least one condition");
    }
    return new PageCount(where, countOperator(rule), count(rule));
  }

  private static AudienceRule track(ConfigurationValue rule) {
    return new TrackCount(
        rule.member("value").nonEmptyText(),
        ConditionReader.whereConditions(rule.member("conditions")),
        countOperator(rule),
        count(rule));
  }

  private static AudienceRule trait(ConfigurationValue rule) {
    ConditionReader.none(rule.member("conditions"));
    Operator operator = OperandReader.operator(rule.member("operator"), any -> true);
    return new Trait(
        rule.member("key").nonEmptyText(),
        operator,
        OperandReader.operand(operator, rule.member("value")));
  }

  private static AudienceRule location(ConfigurationValue rule) {
    ConditionReader.none(rule.member("conditions"));
    Operator operator = OperandReader.operator(rule.member("operator"), any -> true);
    return new Location(
        locationField(rule.member("key")),
        operator,
        OperandReader.operand(operator, rule.member("value")));
  }

  private static AudienceRule returningVisitor(ConfigurationValue rule) {
    Operator operator =
        OperandReader.operator(
            rule.member("operator"), o -> o == Operator.EQUAL || o == Operator.NOT_EQUAL);
    ConfigurationValue value = rule.member("value");
    boolean named =
        switch (value.scalarText()) {
          case "true" -> true;
          case "false" -> false;
          default -> throw value.expected("true or false");
        };
    return new ReturningVisitor(
        named == (operator == Operator.EQUAL),
        ConditionReader.sessionCounts(rule.member("conditions")));
  }

  private static LocationField locationField(ConfigurationValue key) {
    String wanted = key.nonEmptyText();
    return Arrays.stream(LocationField.values())
        .filter(field -> field.member().equals(wanted))
        .findFirst()
        .orElseThrow(() -> key.expected("one of " + locationMembers()));
  }

  private static String locationMembers() {
    return Arrays.stream(LocationField.values())
        .map(LocationField::member)
        .collect(Collectors.joining(", "));
  }

  private static Operator countOperator(ConfigurationValue rule) {
    return OperandReader.operator(rule.member("operator"), Operator::isNumeric);
  }

  private static int count(ConfigurationValue rule) {
    ConfigurationValue count = rule.member("count");
    return count.isAbsent() ? 1 : count.integerText(0, Integer.MAX_VALUE);
  }

  private static void checkRuleCount(ConfigurationValue rules, List<AudienceRule> groups) {
    int count = groups.stream().mapToInt(group -> ((All) group).rules().size()).sum();
    if (count > RULE_COUNT_MAX) {
      throw rules.refused("found " + count + " rules, expected at most " + RULE_COUNT_MAX);
    }
  }
}
