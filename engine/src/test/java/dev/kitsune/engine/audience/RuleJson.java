package dev.kitsune.engine.audience;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.kitsune.engine.audience.AudienceRule.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes audiences in the plain form that {@link AudienceReader} reads. */
final class RuleJson {
  private RuleJson() {}

  static String audience(AudienceDefinition audience) {
    return "{\"id\":%s,\"name\":%s,\"rules\":%s}"
        .formatted(text(audience.id()), text(audience.name()), rule(audience.rule()));
  }

  private static String rule(AudienceRule rule) {
    if (rule instanceof AudienceRule.Any any) {
      return "{\"any\":" + array(any.rules(), RuleJson::rule) + "}";
    }
    if (rule instanceof AudienceRule.All all) {
      return "{\"all\":" + array(all.rules(), RuleJson::rule) + "}";
    }
    if (rule instanceof AudienceRule.Not not) {
      return "{\"not\":" + rule(not.rule()) + "}";
    }
    if (rule instanceof AudienceRule.PageCount page) {
      return counted("page", "", page);
    }
    if (rule instanceof AudienceRule.TrackCount track) {
      return counted("track", track.event(), track);
    }
    if (rule instanceof AudienceRule.ExperienceSeen seen) {
      return counted("experienceSeen", seen.experienceId(), seen);
    }
    return uncounted(rule);
  }

  private static String uncounted(AudienceRule rule) {
    if (rule instanceof AudienceRule.Trait trait) {
      return valued("identify", trait.key(), trait.operator(), trait.operand());
    }
    if (rule instanceof AudienceRule.Location location) {
      return valued("location", location.field().member(), location.operator(), location.operand());
    }
    if (rule instanceof AudienceRule.Landing landing) {
      return valued("landingPage", landing.field().member(), landing.operator(), landing.operand());
    }
    if (rule instanceof AudienceRule.DeviceName name) {
      return valued(name.field().type(), "", name.operator(), name.operand());
    }
    if (rule instanceof AudienceRule.SessionLength length) {
      return numeric("sessionLength", length.operator(), length.seconds());
    }
    if (rule instanceof AudienceRule.SessionCount sessions) {
      return numeric("sessionCount", sessions.operator(), sessions.count());
    }
    if (rule instanceof AudienceRule.Age age) {
      return numeric(age.clock().type(), age.operator(), age.days());
    }
    if (rule instanceof AudienceRule.Member member) {
      Operator operator = member.expected() ? Operator.EQUAL : Operator.NOT_EQUAL;
      return valued("audience", "", operator, Operand.of(member.audienceId()));
    }
    if (rule instanceof AudienceRule.Device device) {
      return "{\"type\":\"device\",\"operator\":\"equal\",\"value\":\"\",\"conditions\":[{\"key\":"
          + "{\"id\":\"type\"},\"operator\":\"equal\",\"value\":"
          + text(device.deviceClass().wireName())
          + "}]}";
    }
    AudienceRule.ReturningVisitor returning = (AudienceRule.ReturningVisitor) rule;
    return "{\"type\":\"isReturningVisitor\",\"operator\":\"equal\",\"value\":%s,\"conditions\":%s}"
        .formatted(returning.expected(), array(returning.conditions(), RuleJson::sessionCount));
  }

  /* The window is a member of the rule or a condition, by whether it is an even number of days. */
  private static String counted(String type, String value, Counted rule) {
    int days = rule.withinDays();
    List<String> conditions =
        new ArrayList<>(rule.conditions().stream().map(RuleJson::condition).toList());
    if (days % 2 != 0) {
      conditions.add("{\"key\":{\"id\":\"within_days\"},\"value\":\"" + days + "\"}");
    }
    return "{\"type\":\"%s\",\"value\":%s,\"operator\":\"%s\",\"count\":\"%d\"%s,\"conditions\":[%s]}"
        .formatted(
            type,
            text(value),
            rule.operator().wireName(),
            rule.count(),
            days % 2 == 0 && days > 0 ? ",\"withinDays\":" + days : "",
            String.join(",", conditions));
  }

  private static String numeric(String type, Operator operator, double value) {
    return "{\"type\":\"%s\",\"operator\":\"%s\",\"value\":%s}"
        .formatted(type, operator.wireName(), value);
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
