package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import dev.kitsune.engine.bytes.ConfigurationValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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
    return conditions.optionalElements().stream().map(ConditionReader::whereCondition).toList();
  }

  /** The conditions of an isReturningVisitor rule. */
  static List<SessionCount> sessionCounts(ConfigurationValue conditions) {
    return conditions.optionalElements().stream().map(ConditionReader::sessionCount).toList();
  }

  /** Refuses conditions where the rule's type has none. */
  static void none(ConfigurationValue conditions) {
    if (!conditions.optionalElements().isEmpty()) {
      throw conditions.expected("no conditions on a rule of this type");
    }
  }

  private static WhereCondition whereCondition(ConfigurationValue condition) {
    ConfigurationValue key = condition.member("key");
    EventField field = field(key.member("id"));
    String name = field.isNamed() ? key.member("value").nonEmptyText() : "";
    Operator operator = OperandReader.operator(condition.member("operator"), any -> true);
    return new WhereCondition(
        field, name, operator, OperandReader.operand(operator, condition.member("value")));
  }

  private static SessionCount sessionCount(ConfigurationValue condition) {
    ConfigurationValue id = condition.member("key").member("id");
    if (!id.nonEmptyText().equals(SESSION_COUNT)) {
      throw id.expected(SESSION_COUNT);
    }
    Operator operator = OperandReader.operator(condition.member("operator"), Operator::isNumeric);
    Operand count = OperandReader.number(condition.member("value"));
    return new SessionCount(operator, Double.parseDouble(count.text()));
  }

  private static EventField field(ConfigurationValue id) {
    String wanted = id.nonEmptyText();
    if (wanted.equals(WITHIN_DAYS)) {
      throw id.refused("condition within_days is not supported yet");
    }
    return Arrays.stream(EventField.values())
        .filter(field -> field.conditionId().equals(wanted))
        .findFirst()
        .orElseThrow(() -> id.expected("one of " + conditionIds()));
  }

  private static String conditionIds() {
    return Arrays.stream(EventField.values())
        .map(EventField::conditionId)
        .collect(Collectors.joining(", "));
  }
}
