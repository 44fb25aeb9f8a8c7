package dev.kitsune.engine.audience;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.kitsune.engine.audience.AudienceRule.All;
import dev.kitsune.engine.audience.AudienceRule.Any;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes audiences in the plain form that {@link AudienceReader} reads. */
final class RuleJson {
  private RuleJson() {}

  /** An audience whose rules are any of all. */
  static String audience(AudienceDefinition audience) {
    return "{\"id\":%s,\"name\":%s,\"rules\":%s}"
        .formatted(text(audience.id()), text(audience.name()), any((Any) audience.rule()));
  }

  private static String any(Any any) {
    return "{\"any\":"
        + array(any.rules(), all -> "{\"all\":" + array(((All) all).rules(), RuleJson::rule) + "}")
        + "}";
  }

  private static String rule(AudienceRule rule) {
    if (rule instanceof AudienceRule.PageCount page) {
      return counted("page", "", page.conditions(), page.operator(), page.count());
    }
    if (rule instanceof AudienceRule.TrackCount track) {
      return counted("track", track.event(), track.conditions(), track.operator(), track.count());
    }
    if (rule instanceof AudienceRule.Trait trait) {
      return valued("identify", trait.key(), trait.operator(), trait.operand());
    }
    if (rule instanceof AudienceRule.Location location) {
      return valued("location", location.field().member(), location.operator(), location.operand());
    }
    AudienceRule.ReturningVisitor returning = (AudienceRule.ReturningVisitor) rule;
    return "{\"type\":\"isReturningVisitor\",\"operator\":\"equal\",\"value\":%s,\"conditions\":%s}"
        .formatted(returning.expected(), array(returning.conditions(), RuleJson::sessionCount));
  }

  private static String counted(
      String type, String value, List<WhereCondition> conditions, Operator operator, int count) {
    return "{\"type\":\"%s\",\"value\":%s,\"operator\":\"%s\",\"count\":\"%d\",\"conditions\":%s}"
        .formatted(
            type, text(value), operator.wireName(), count, array(conditions, RuleJson::condition));
  }

  private static String valued(String type, String key, Operator operator, Operand operand) {
    return "{\"key\":%s,\"type\":\"%s\",\"operator\":\"%s\",\"value\":%s}"
        .formatted(text(key), type, operator.wireName(), operand(operator, operand));
  }

  private static String condition(WhereCondition where) {
    return "{\"key\":{\"id\":\"%s\",\"value\":%s},\"operator\":\"%s\",\"value\":%s}"
        .formatted(
            where.field().conditionId(),
            text(where.name()),
            where.operator().wireName(),
            operand(where.operator(), where.operand()));
  }

  private static String sessionCount(AudienceRule.SessionCount condition) {
    return "{\"key\":{\"id\":\"session_count\"},\"operator\":\"%s\",\"value\":%s}"
        .formatted(condition.operator().wireName(), condition.count());
  }

  private static String operand(Operator operator, Operand operand) {
    return switch (operator) {
      case EXISTS, NOT_EXISTS -> "\"\"";
      case IN, NOT_IN -> array(operand.texts(), RuleJson::text);
      default -> text(operand.text());
    };
  }

  private static <T> String array(List<T> elements, Function<T, String> json) {
    return elements.stream().map(json).collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
