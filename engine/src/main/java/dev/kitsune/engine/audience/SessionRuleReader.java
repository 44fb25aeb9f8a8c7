package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import dev.kitsune.engine.bytes.ConfigurationValue;

/** Reads the rules on sessions and on the profile's clocks. Control plane. */
final class SessionRuleReader {
  private SessionRuleReader() {}

  static AudienceRule returningVisitor(ConfigurationValue rule) {
    ConfigurationValue value = rule.member("value");
    boolean isEqual = OperandReader.isEqual(rule.member("operator"));
    boolean named =
        switch (value.scalarText()) {
          case "true" -> true;
          case "false" -> false;
          default -> throw value.expected("true or false");
        };
    return new AudienceRule.ReturningVisitor(
        named == isEqual, ConditionReader.sessionCounts(rule.member("conditions")));
  }

  static AudienceRule landing(ConfigurationValue rule) {
    ConditionReader.none(rule.member("conditions"));
    Operator operator = OperandReader.operator(rule.member("operator"), any -> true);
    return new AudienceRule.Landing(
        landingField(rule.member("key")),
        operator,
        OperandReader.operand(operator, rule.member("value")));
  }

  /* The whole URL, unless the key names a part of the page. */
  private static LandingField landingField(ConfigurationValue key) {
    return key.isAbsent() || (key.isText() && key.text().isEmpty())
        ? LandingField.URL
        : ProfileRuleReader.named(LandingField.values(), LandingField::member, key);
  }

  static AudienceRule length(ConfigurationValue rule) {
    ConditionReader.none(rule.member("conditions"));
    return new AudienceRule.SessionLength(operator(rule), amount(rule));
  }

  static AudienceRule count(ConfigurationValue rule) {
    ConditionReader.none(rule.member("conditions"));
    return new SessionCount(operator(rule), amount(rule));
  }

  static AudienceRule age(ProfileClock clock, ConfigurationValue rule) {
    ConditionReader.none(rule.member("conditions"));
    return new AudienceRule.Age(clock, operator(rule), amount(rule));
  }

  private static Operator operator(ConfigurationValue rule) {
    return OperandReader.operator(rule.member("operator"), Operator::isNumeric);
  }

  private static double amount(ConfigurationValue rule) {
    return Double.parseDouble(OperandReader.amount(rule.member("value")).text());
  }
}
