package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ConfigurationValue;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the rules on traits, location and device. Control plane. */
final class ProfileRuleReader {
  private ProfileRuleReader() {}

  static AudienceRule trait(ConfigurationValue rule) {
    ConditionReader.none(rule.member("conditions"));
    Operator operator = OperandReader.operator(rule.member("operator"), any -> true);
    return new AudienceRule.Trait(
        rule.member("key").nonEmptyText(),
        operator,
        OperandReader.operand(operator, rule.member("value")));
  }

  static AudienceRule location(ConfigurationValue rule) {
    ConditionReader.none(rule.member("conditions"));
    Operator operator = OperandReader.operator(rule.member("operator"), any -> true);
    return new AudienceRule.Location(
        named(LocationField.values(), LocationField::member, rule.member("key")),
        operator,
        OperandReader.operand(operator, rule.member("value")));
  }

  /** Each of its conditions names a class; none stands on the rule itself. */
  static AudienceRule device(ConfigurationValue rule) {
    OperandReader.operator(rule.member("operator"), operator -> operator == Operator.EQUAL);
    ConfigurationValue value = rule.member("value");
    if (!value.isAbsent() && !value.scalarText().isEmpty()) {
      throw value.expected("no value but that of a condition with key.id type");
    }
    List<AudienceRule> classes =
        ConditionReader.conditions(rule.member("conditions"), "type").stream()
            .map(ProfileRuleReader::deviceClass)
            .toList();
    if (classes.isEmpty()) {
      throw rule.member("conditions").expected("an array with at least one condition");
    }
    return classes.size() == 1 ? classes.get(0) : new AudienceRule.All(classes);
  }

  private static AudienceRule deviceClass(ConfigurationValue condition) {
    OperandReader.operator(condition.member("operator"), operator -> operator == Operator.EQUAL);
    return new AudienceRule.Device(
        named(DeviceClass.values(), DeviceClass::wireName, condition.member("value")));
  }

  static AudienceRule deviceName(DeviceField field, ConfigurationValue rule) {
    ConditionReader.none(rule.member("conditions"));
    Operator operator = OperandReader.operator(rule.member("operator"), any -> true);
    return new AudienceRule.DeviceName(
        field, operator, OperandReader.operand(operator, rule.member("value")));
  }

  /** The value that a text names. */
  static <T> T named(T[] values, Function<T, String> name, ConfigurationValue place) {
    String wanted = place.nonEmptyText();
    return Arrays.stream(values)
        .filter(value -> name.apply(value).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                place.expected(
                    "one of " + Arrays.stream(values).map(name).collect(Collectors.joining(", "))));
  }
}
