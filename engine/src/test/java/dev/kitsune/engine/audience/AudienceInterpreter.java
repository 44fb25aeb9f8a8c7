package dev.kitsune.engine.audience;

import com.fasterxml.jackson.core.JsonToken;
import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The oracle: decides rules plainly, by replaying every event, as audiences.md has it. Shares no
 * code with what it judges; expressions must mean the same to Java as to RE2.
 */
final class AudienceInterpreter {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /* For speed. */
  private static final Map<String, Pattern> EXPRESSIONS = new ConcurrentHashMap<>();

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
    if (rule instanceof Counted counted) {
      return compareNumbers(counted.operator(), (double) count(counted, profile), counted.count());
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
    if (rule instanceof AudienceRule.ReturningVisitor returning) {
      return (profile.sessionCount > 1) == returning.expected()
          && returning.conditions().stream().allMatch(condition -> holds(condition, profile));
    }
    if (rule instanceof AudienceRule.Member member) {
      AudienceRule other = Objects.requireNonNull(profile.audiences.get(member.audienceId()));
      return matches(other, profile) == member.expected();
    }
    return matchesVisit(rule, profile);
  }

  /** How many events count. */
  static long count(Counted rule, ModelProfile profile) {
    return profile
        .events(rule)
        .filter(happened -> happened.isMatch(rule))
        .filter(happened -> isWithin(rule, happened.timeMs(), profile.nowMs))
        .count();
  }

  private static boolean matchesVisit(AudienceRule rule, ModelProfile profile) {
    if (rule instanceof SessionCount sessions) {
      return holds(sessions, profile);
    }
    if (rule instanceof AudienceRule.SessionLength length) {
      long lengthMs = profile.lastEventMs - profile.sessionStartMs;
      return compareNumbers(length.operator(), Math.floor(lengthMs / 1_000.0), length.seconds());
    }
    if (rule instanceof AudienceRule.Landing landing) {
      String text = profile.landingPage.getOrDefault(landing.field().member(), "");
      return compareText(landing.operator(), landing.operand(), text);
    }
    if (rule instanceof AudienceRule.Age age) {
      long clockMs =
          age.clock() == ProfileClock.FIRST_SEEN ? profile.firstSeenMs : profile.lastEventMs;
      double days = Math.floor(secondsSince(clockMs, profile.nowMs) / 86_400.0);
      return compareNumbers(age.operator(), Math.max(0, days), age.days());
    }
    if (rule instanceof AudienceRule.Device device) {
      return device.deviceClass().wireName().equals(profile.deviceClass);
    }
    AudienceRule.DeviceName name = (AudienceRule.DeviceName) rule;
    String text = name.field() == DeviceField.BROWSER ? profile.browser : profile.os;
    return compareText(name.operator(), name.operand(), text);
  }

  /** Compares a text that is missing where it is empty. */
  private static boolean compareText(Operator operator, Operand operand, String text) {
    return compare(operator, operand, text.isEmpty() ? null : string(text));
  }

  /** Whether an event is one that a rule counts, whenever it happened. */
  static boolean isMatch(Counted rule, ModelJson event) {
    if (rule instanceof AudienceRule.TrackCount track) {
      return isType(event, "track")
          && isNamed(event, track.event())
          && holdAll(rule.conditions(), event);
    }
    if (rule instanceof AudienceRule.ExperienceSeen seen) {
      return isExposure(event)
          && textOf(event, "experienceId").equals(seen.experienceId())
          && holdAll(rule.conditions(), event);
    }
    return isType(event, "page") && holdAll(rule.conditions(), event);
  }

  private static boolean isExposure(ModelJson event) {
    ModelJson experience = event.member("experienceId");
    ModelJson index = event.member("variantIndex");
    return isType(event, "component")
        && experience != null
        && experience.isString()
        && index != null
        && index.kind() == JsonToken.VALUE_NUMBER_INT;
  }

  private static boolean isWithin(Counted rule, long timeMs, long nowMs) {
    return rule.withinDays() == 0
        || secondsSince(timeMs, nowMs) < rule.withinDays() * 24L * 60 * 60;
  }

  /** Between the seconds that the times are in. */
  private static long secondsSince(long timeMs, long nowMs) {
    return Math.floorDiv(nowMs, 1_000L) - Math.floorDiv(timeMs, 1_000L);
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
          EXPRESSIONS
              .computeIfAbsent(only(operand), text -> Pattern.compile(text, Pattern.UNIX_LINES))
              .matcher(value.text())
              .find();
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

  static boolean compareNumbers(Operator operator, double value, double wanted) {
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
  static @Nullable ModelJson walk(@Nullable ModelJson value, String path) {
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
      case VARIANT_INDEX -> event.member("variantIndex");
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

  static @Nullable ModelJson pageText(ModelJson event, String member) {
    return pageMember(event, member, false);
  }

  /** Whether an event tells of a page. */
  static boolean hasPage(ModelJson event) {
    ModelJson page = walk(event, "context.page");
    return isType(event, "page") || (page != null && page.isObject());
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
