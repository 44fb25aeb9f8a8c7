package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import dev.kitsune.engine.bytes.ConfigurationValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a rule's conditions. Of a condition only {@code key.id}, {@code key.value}, {@code
 * operator} and {@code value} mean anything; the rest are fields of editors. Control plane.
 */
final class ConditionReader {
  private static final String WITHIN_DAYS = "within_days";
  private static final String SESSION_COUNT = "session_count";

  private ConditionReader() {}

  /** The where conditions of a page or track rule. */
  static List<WhereCondition> whereConditions(ConfigurationValue conditions) {
    return where(conditions).map(ConditionReader::whereCondition).toList();
  }

  /** The conditions on the variant that was seen, of an experienceSeen rule. */
  static List<WhereCondition> variantIndexes(ConfigurationValue conditions) {
    return where(conditions).map(ConditionReader::variantIndex).toList();
  }

  /** The values of the conditions that are windows. */
  static List<ConfigurationValue> withinDays(ConfigurationValue conditions) {
    return conditions.optionalElements().stream()
        .filter(ConditionReader::isWindow)
        .map(ConditionReader::days)
        .toList();
  }

  /** The conditions of an isReturningVisitor rule. */
  static List<SessionCount> sessionCounts(ConfigurationValue conditions) {
    return conditions(conditions, SESSION_COUNT).stream()
        .map(ConditionReader::sessionCount)
        .toList();
  }

  /** The conditions of a rule whose conditions all have this {@code key.id}. */
  static List<ConfigurationValue> conditions(ConfigurationValue conditions, String id) {
    conditions.optionalElements().forEach(condition -> requireId(condition, id));
    return conditions.optionalElements();
  }

  /** Refuses conditions where the rule's type has none. */
  static void none(ConfigurationValue conditions) {
    if (!conditions.optionalElements().isEmpty()) {
      throw conditions.expected("no conditions on a rule of this type");
    }
  }

  private static Stream<ConfigurationValue> where(ConfigurationValue conditions) {
    return conditions.optionalElements().stream().filter(condition -> !isWindow(condition));
  }

  private static boolean isWindow(ConfigurationValue condition) {
    return id(condition).nonEmptyText().equals(WITHIN_DAYS);
  }

  private static ConfigurationValue days(ConfigurationValue window) {
    if (!window.member("operator").isAbsent()) {
      OperandReader.operator(window.member("operator"), operator -> operator == Operator.EQUAL);
    }
    return window.member("value");
  }

  private static WhereCondition whereCondition(ConfigurationValue condition) {
    EventField field = field(id(condition));
    String name = field.isNamed() ? condition.member("key").member("value").nonEmptyText() : "";
    Operator operator = OperandReader.operator(condition.member("operator"), any -> true);
    return new WhereCondition(
        field, name, operator, OperandReader.operand(operator, condition.member("value")));
  }

  private static WhereCondition variantIndex(ConfigurationValue condition) {
    requireId(condition, EventField.VARIANT_INDEX.conditionId());
    Operator operator = OperandReader.operator(condition.member("operator"), Operator::isNumeric);
    return new WhereCondition(
        EventField.VARIANT_INDEX, "", operator, OperandReader.amount(condition.member("value")));
  }

  private static SessionCount sessionCount(ConfigurationValue condition) {
    Operator operator = OperandReader.operator(condition.member("operator"), Operator::isNumeric);
    Operand count = OperandReader.number(condition.member("value"));
    return new SessionCount(operator, Double.parseDouble(count.text()));
  }

  private static ConfigurationValue id(ConfigurationValue condition) {
    return condition.member("key").member("id");
  }

  private static void requireId(ConfigurationValue condition, String id) {
    if (!id(condition).nonEmptyText().equals(id)) {
      throw id(condition).expected(id);
    }
  }

  private static EventField field(ConfigurationValue id) {
    String wanted = id.nonEmptyText();
    return pageFields()
        .filter(field -> field.conditionId().equals(wanted))
        .findFirst()
        .orElseThrow(() -> id.expected("one of " + conditionIds()));
  }

  private static String conditionIds() {
    return Stream.concat(pageFields().map(EventField::conditionId), Stream.of(WITHIN_DAYS))
        .collect(Collectors.joining(", "));
  }

  private static Stream<EventField> pageFields() {
    return Arrays.stream(EventField.values()).filter(field -> !field.isOfExposures());
  }
}
