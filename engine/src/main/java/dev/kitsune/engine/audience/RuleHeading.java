package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.audience.AudienceRule.ExperienceSeen;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a rule that is no group reads and compares, in the words of configurations; the members are
 * those of {@link RuleExplanation.Rule}. Control plane.
 */
record RuleHeading(
    String type,
    String key,
    List<WhereCondition> conditions,
    int withinDays,
    Operator operator,
    List<String> expected) {

  static RuleHeading of(AudienceRule rule) {
    if (rule instanceof Counted counted) {
      return counted(counted);
    }
    if (rule instanceof AudienceRule.Trait trait) {
      return value("identify", trait.key(), trait.operator(), trait.operand());
    }
    if (rule instanceof AudienceRule.Location location) {
      return value("location", location.field().member(), location.operator(), location.operand());
    }
    if (rule instanceof AudienceRule.Landing landing) {
      return value("landingPage", landing.field().member(), landing.operator(), landing.operand());
    }
    if (rule instanceof AudienceRule.DeviceName name) {
      return value(name.field().type(), "", name.operator(), name.operand());
    }
    if (rule instanceof AudienceRule.Device device) {
      return equal("device", "", device.deviceClass().wireName());
    }
    if (rule instanceof AudienceRule.ReturningVisitor returning) {
      return equal("isReturningVisitor", "", String.valueOf(returning.expected()));
    }
    if (rule instanceof AudienceRule.Member member) {
      return equal("audience", member.audienceId(), String.valueOf(member.expected()));
    }
    return number(rule);
  }

  private static RuleHeading number(AudienceRule rule) {
    if (rule instanceof AudienceRule.SessionCount sessions) {
      return number("sessionCount", sessions.operator(), sessions.count());
    }
    if (rule instanceof AudienceRule.SessionLength length) {
      return number("sessionLength", length.operator(), length.seconds());
    }
    if (rule instanceof AudienceRule.Age age) {
      return number(age.clock().type(), age.operator(), age.days());
    }
    throw new IllegalArgumentException("no single rule: " + rule.getClass());
  }

  private static RuleHeading counted(Counted rule) {
    String type = "page";
    String key = "";
    if (rule instanceof TrackCount track) {
      type = "track";
      key = track.event();
    } else if (rule instanceof ExperienceSeen seen) {
      type = "experienceSeen";
      key = seen.experienceId();
    }
    return new RuleHeading(
        type,
        key,
        rule.conditions(),
        rule.withinDays(),
        rule.operator(),
        List.of(String.valueOf(rule.count())));
  }

  private static RuleHeading value(String type, String key, Operator operator, Operand operand) {
    return new RuleHeading(type, key, List.of(), 0, operator, operand.texts());
  }

  private static RuleHeading equal(String type, String key, String expected) {
    return new RuleHeading(type, key, List.of(), 0, Operator.EQUAL, List.of(expected));
  }

  private static RuleHeading number(String type, Operator operator, double expected) {
    String text = BigDecimal.valueOf(expected).stripTrailingZeros().toPlainString();
    return new RuleHeading(type, "", List.of(), 0, operator, List.of(text));
  }
}
