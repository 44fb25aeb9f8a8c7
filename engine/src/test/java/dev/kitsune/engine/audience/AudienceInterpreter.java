package dev.kitsune.engine.audience;

import com.fasterxml.jackson.core.JsonToken;
import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The oracle: decides rules plainly, by replaying every event, as audiences.md has it. Shares no
 * code with what it judges; expressions must mean the same to Java as to RE2.
 */
final class AudienceInterpreter {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private AudienceInterpreter() {}

  static boolean matches(AudienceRule rule, ModelProfile profile) {
    if (rule instanceof AudienceRule.Any any) {
      return any.rules().stream().anyMatch(member -> matches(member, profile));
    }
    if (rule instanceof AudienceRule.All all) {
      return all.rules().stream().allMatch(member -> matches(member, profile));
    }
    if (rule instanceof AudienceRule.Not not) {
      return !matches(not.rule(), profile);
    }
    if (rule instanceof AudienceRule.PageCount page) {
      double matches =
          profile
              .events(page)
              .filter(event -> isType(event, "page") && holdAll(page.conditions(), event))
              .count();
      return compareNumbers(page.operator(), matches, page.count());
    }
    if (rule instanceof AudienceRule.TrackCount track) {
      double matches =
          profile
              .events(track)
              .filter(event -> isType(event, "track") && isNamed(event, track.event()))
              .filter(event -> holdAll(track.conditions(), event))
              .count();
      return compareNumbers(track.operator(), matches, track.count());
    }
    if (rule instanceof AudienceRule.Trait trait) {
      return compare(trait.operator(), trait.operand(), trait(trait.key(), profile));
    }
    if (rule instanceof AudienceRule.Location location) {
      String value = profile.location.get(location.field().member());
      return compare(
          location.operator(),
          location.operand(),
          value == null || value.isEmpty() ? null : string(value));
    }
    AudienceRule.ReturningVisitor returning = (AudienceRule.ReturningVisitor) rule;
    return (profile.sessionCount > 1) == returning.expected()
        && returning.conditions().stream().allMatch(condition -> holds(condition, profile));
  }

  /** Applies an operator to a value; null is a missing one. */
  static boolean compare(Operator operator, Operand operand, @Nullable ModelJson value) {
    if (value == null || value.isNull()) {
      return switch (operator) {
        case NOT_EQUAL, DOES_NOT_CONTAIN, NOT_IN, NOT_EXISTS -> true;
        default -> false;
      };
    }
    return switch (operator) {
      case EQUAL -> isAny(operand) || isEqual(value.text(), only(operand));
      case NOT_EQUAL -> !compare(Operator.EQUAL, operand, value);
      case CONTAINS -> isAny(operand) || contains(value, only(operand));
      case DOES_NOT_CONTAIN -> !compare(Operator.CONTAINS, operand, value);
      case STARTS_WITH -> value.text().startsWith(only(operand));
      case ENDS_WITH -> value.text().endsWith(only(operand));
      case MATCHES ->
          Pattern.compile(only(operand), Pattern.UNIX_LINES).matcher(value.text()).find();
      case GREATER_THAN, GREATER_THAN_INCLUSIVE, LESS_THAN, LESS_THAN_INCLUSIVE ->
          isNumber(value.text())
              && isNumber(only(operand))
              && compareNumbers(
                  operator, Double.parseDouble(value.text()), Double.parseDouble(only(operand)));
      case IN -> operand.texts().stream().anyMatch(text -> isEqual(value.text(), text));
      case NOT_IN -> !compare(Operator.IN, operand, value);
      case EXISTS -> true;
      case NOT_EXISTS -> false;
    };
  }

  private static boolean isAny(Operand operand) {
    return only(operand).equals("*");
  }

  private static String only(Operand operand) {
    return operand.texts().get(0);
  }

  private static boolean contains(ModelJson value, String wanted) {
    return value.isArray()
        ? value.elements().stream()
            .anyMatch(element -> !element.isNull() && isEqual(element.text(), wanted))
        : value.text().contains(wanted);
  }

  private static boolean isEqual(String value, String wanted) {
    return (isNumber(value) && isNumber(wanted))
        ? Double.parseDouble(value) == Double.parseDouble(wanted)
        : value.equals(wanted);
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static boolean compareNumbers(Operator operator, double value, double wanted) {
    return switch (operator) {
      case EQUAL -> value == wanted;
      case NOT_EQUAL -> value != wanted;
      case GREATER_THAN -> value > wanted;
      case GREATER_THAN_INCLUSIVE -> value >= wanted;
      case LESS_THAN -> value < wanted;
      case LESS_THAN_INCLUSIVE -> value <= wanted;
      default -> throw new IllegalArgumentException("not for numbers: " + operator);
    };
  }

  private static boolean holds(SessionCount condition, ModelProfile profile) {
    return compareNumbers(condition.operator(), profile.sessionCount, condition.count());
  }

  private static @Nullable ModelJson trait(String key, ModelProfile profile) {
    if (profile.traits.containsKey(key)) {
      return profile.traits.get(key);
    }
    int dot = key.indexOf('.');
    return dot < 0 ? null : walk(profile.traits.get(key.substring(0, dot)), key.substring(dot + 1));
  }

  /** Follows the names between the dots. */
  private static @Nullable ModelJson walk(@Nullable ModelJson value, String path) {
    ModelJson found = value;
    for (String name : path.split("\\.", -1)) {
      found = found == null ? null : found.member(name);
    }
    return found;
  }

  private static boolean isType(ModelJson event, String type) {
    return textOf(event, "type").equals(type);
  }

  private static boolean isNamed(ModelJson event, String wanted) {
    return wanted.equals("*") || textOf(event, "event").equals(wanted);
  }

  private static String textOf(ModelJson event, String member) {
    ModelJson value = event.member(member);
    return value == null ? "" : value.text();
  }

  private static boolean holdAll(List<WhereCondition> conditions, ModelJson event) {
    return conditions.stream()
        .allMatch(
            condition ->
                compare(condition.operator(), condition.operand(), field(condition, event)));
  }

  private static @Nullable ModelJson field(WhereCondition condition, ModelJson event) {
    return switch (condition.field()) {
      case PAGE_URL -> pageText(event, "url");
      case PAGE_PATH -> pageText(event, "path");
      case PAGE_REFERRER -> pageText(event, "referrer");
      case PAGE_QUERY -> parameter(event, condition.name());
      case CAMPAIGN_NAME -> campaign(event, "name", "utm_campaign");
      case CAMPAIGN_SOURCE -> campaign(event, "source", "utm_source");
      case CAMPAIGN_MEDIUM -> campaign(event, "medium", "utm_medium");
      case CAMPAIGN_TERM -> campaign(event, "term", "utm_term");
      case CAMPAIGN_CONTENT -> campaign(event, "content", "utm_content");
      case PROPERTIES -> property(event, condition.name());
    };
  }

  private static @Nullable ModelJson property(ModelJson event, String path) {
    ModelJson properties = event.member("properties");
    if (properties == null || properties.members().containsKey(path)) {
      return properties == null ? null : properties.member(path);
    }
    return walk(properties, path);
  }

  private static @Nullable ModelJson campaign(ModelJson event, String member, String parameter) {
    ModelJson given = walk(event, "context.campaign." + member);
    return given != null && given.isString() && !given.text().isEmpty()
        ? given
        : parameter(event, parameter);
  }

  private static @Nullable ModelJson parameter(ModelJson event, String name) {
    ModelJson query = pageMember(event, "query", true);
    ModelJson value = query == null ? null : query.member(name);
    if (value != null && !value.isNull()) {
      return string(value.text());
    }
    ModelJson search = pageText(event, "search");
    return search == null ? null : searched(search.text(), name);
  }

  private static @Nullable ModelJson searched(String search, String name) {
    for (String pair : (search.startsWith("?") ? search.substring(1) : search).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (decode(parts[0]).equals(name)) {
        return string(parts.length == 1 ? "" : decode(parts[1]));
      }
    }
    return null;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static @Nullable ModelJson pageText(ModelJson event, String member) {
    return pageMember(event, member, false);
  }

  /** From the page of the context; where it has none of the right type, of the page event. */
  private static @Nullable ModelJson pageMember(ModelJson event, String member, boolean isObject) {
    ModelJson given = walk(event, "context.page." + member);
    if (given != null && (isObject ? given.isObject() : given.isString())) {
      return given;
    }
    return isType(event, "page") ? walk(event, "properties." + member) : null;
  }

  private static ModelJson string(String text) {
    return new ModelJson(JsonToken.VALUE_STRING, text, text, List.of(), Map.of());
  }
}
