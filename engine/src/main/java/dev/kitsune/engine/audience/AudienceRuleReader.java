package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.All;
import dev.kitsune.engine.audience.AudienceRule.Any;
import dev.kitsune.engine.audience.AudienceRule.Not;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code nt_rules}: {@code {"any":[{"all":[RULE, ...]}, ...]}} and deeper, as audiences.md
 * has it. What is not understood is refused with its place, never taken as false. Control plane.
 */
public final class AudienceRuleReader {
  /** The most rules that one audience may have. */
  static final int RULE_COUNT_MAX = 100;

  /** The most groups that may stand one in the other, the outermost included. */
  static final int DEPTH_MAX = 8;

  private static final List<String> GROUPS = List.of("any", "all", "not");

  private static final Set<String> RULE_MEMBERS =
      Set.of("type", "key", "operator", "value", "count", "conditions", "withinDays");

  private static final String TYPES =
      "page, track, identify, location, isReturningVisitor, device, browser, os, landingPage,"
          + " sessionLength, sessionCount, firstSeen, lastSeen, audience or experienceSeen";

  private int ruleCount;

  private AudienceRuleReader() {}

  /**
   * The rules of one audience.
   *
   * @throws ConfigurationException with the place of the first rule that cannot be understood
   */
  public static AudienceRule read(ConfigurationValue rules) {
    String group = groupName(rules);
    if (group == null) {
      throw rules.expected("a group: {\"any\":[...]}, {\"all\":[...]} or {\"not\":...}");
    }
    AudienceRuleReader reader = new AudienceRuleReader();
    AudienceRule rule = reader.group(rules, group, 1);
    if (reader.ruleCount > RULE_COUNT_MAX) {
      throw rules.refused(
          "found " + reader.ruleCount + " rules, expected at most " + RULE_COUNT_MAX);
    }
    return rule;
  }

  private static @Nullable String groupName(ConfigurationValue value) {
    return GROUPS.stream().filter(name -> !value.member(name).isAbsent()).findFirst().orElse(null);
  }

  private AudienceRule group(ConfigurationValue group, String name, int depth) {
    if (depth > DEPTH_MAX) {
      throw group.refused("found a group in " + DEPTH_MAX + " others, expected fewer");
    }
    ConfigurationValue member = group.onlyMembers(Set.of(name)).member(name);
    return switch (name) {
      case "any" -> new Any(members(member, depth));
      case "all" -> new All(members(member, depth));
      default -> new Not(groupOrRule(member, depth));
    };
  }

  private List<AudienceRule> members(ConfigurationValue members, int depth) {
    if (members.elements().isEmpty()) {
      throw members.expected("an array with at least one element");
    }
    return members.elements().stream().map(member -> groupOrRule(member, depth)).toList();
  }

  private AudienceRule groupOrRule(ConfigurationValue value, int depth) {
    String group = groupName(value);
    if (group != null) {
      return group(value, group, depth + 1);
    }
    ruleCount++;
    return rule(value.onlyMembers(RULE_MEMBERS));
  }

  private AudienceRule rule(ConfigurationValue rule) {
    ConfigurationValue type = rule.member("type");
    return switch (type.nonEmptyText()) {
      case "page" -> CountedRuleReader.page(rule);
      case "track" -> CountedRuleReader.track(rule);
      case "experienceSeen" -> CountedRuleReader.experienceSeen(rule);
      default -> unwindowed(type, rule);
    };
  }

  private AudienceRule unwindowed(ConfigurationValue type, ConfigurationValue rule) {
    AudienceRule read =
        switch (type.text()) {
          case "identify" -> ProfileRuleReader.trait(rule);
          case "location" -> ProfileRuleReader.location(rule);
          case "device" -> ProfileRuleReader.device(rule);
          case "browser" -> ProfileRuleReader.deviceName(DeviceField.BROWSER, rule);
          case "os" -> ProfileRuleReader.deviceName(DeviceField.OS, rule);
          case "isReturningVisitor" -> SessionRuleReader.returningVisitor(rule);
          case "landingPage" -> SessionRuleReader.landing(rule);
          case "sessionLength" -> SessionRuleReader.length(rule);
          case "sessionCount" -> SessionRuleReader.count(rule);
          case "firstSeen" -> SessionRuleReader.age(ProfileClock.FIRST_SEEN, rule);
          case "lastSeen" -> SessionRuleReader.age(ProfileClock.LAST_SEEN, rule);
          case "audience" -> member(rule);
          default -> throw type.expected(TYPES);
        };
    if (!rule.member("withinDays").isAbsent()) {
      throw rule.member("withinDays").expected("no withinDays on a rule of this type");
    }
    return read;
  }

  private AudienceRule member(ConfigurationValue rule) {
    ConditionReader.none(rule.member("conditions"));
    boolean isExpected = OperandReader.isEqual(rule.member("operator"));
    return new AudienceRule.Member(rule.member("value").nonEmptyText(), isExpected);
  }
}
