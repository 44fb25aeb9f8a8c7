package dev.kitsune.engine.response;

import dev.kitsune.engine.audience.AudienceExplanation;
import dev.kitsune.engine.audience.RuleChange;
import dev.kitsune.engine.audience.RuleExplanation;
import dev.kitsune.engine.audience.RuleExplanation.MatchTimes;
import dev.kitsune.engine.audience.WhereCondition;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonWriter;
import dev.kitsune.engine.experience.ExperienceExplanation;
import dev.kitsune.engine.experience.ExperienceExplanation.Distribution;
import dev.kitsune.engine.experience.ExperienceExplanation.Group;
import dev.kitsune.engine.experience.ExperienceExplanation.Range;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Writes an {@link Explanation} as the JSON of an answer: the members of its records, names of
 * constants in camel case, what is null or does not apply left out. Control plane.
 */
public final class ExplanationWriter {
  /* Depth is that of groups, 8, around what stands here. */
  private static final JsonLimits LIMITS =
      new JsonLimits(64, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private final JsonWriter json;

  private ExplanationWriter(ByteSink out) {
    json = new JsonWriter(out, LIMITS, 0);
  }

  /** Writes a whole answer. */
  public static void write(Explanation explanation, ByteSink out) {
    new ExplanationWriter(out).write(explanation);
  }

  private void write(Explanation explanation) {
    json.beginObject().member("message", "ok").beginMember("data");
    json.member("profileId", explanation.profileId());
    json.member("stableId", explanation.stableId());
    json.member("at", explanation.at().toString());
    json.member("environmentVersion", explanation.environmentVersion());
    json.beginElements("audiences");
    explanation.audiences().forEach(this::audience);
    json.endElements().beginElements("experiences");
    explanation.experiences().forEach(this::experience);
    json.endElements().endMember().nullableMember("error", null).endObject();
  }

  private void audience(AudienceExplanation audience) {
    json.beginObject().member("id", audience.id()).member("name", audience.name());
    json.member("matches", audience.matches());
    json.beginElements("wouldChange");
    for (AudienceExplanation.Step step : audience.wouldChange()) {
      json.beginObject().member("place", step.place()).member("needs", step.needs()).endObject();
    }
    json.endElements().member("changesAt", text(audience.changesAt()));
    json.beginMember("rules");
    rule(audience.rules());
    json.endMember().endObject();
  }

  private void rule(RuleExplanation explained) {
    if (explained instanceof RuleExplanation.Group group) {
      json.member("group", group.kind().name().toLowerCase(Locale.ROOT));
      json.member("matches", group.matches()).beginElements("rules");
      for (RuleExplanation rule : group.rules()) {
        json.beginObject();
        rule(rule);
        json.endObject();
      }
      json.endElements();
    } else if (explained instanceof RuleExplanation.Rule rule) {
      single(rule);
    }
  }

  private void single(RuleExplanation.Rule rule) {
    json.member("type", rule.type()).member("key", rule.key().isEmpty() ? null : rule.key());
    if (!rule.conditions().isEmpty()) {
      json.beginElements("conditions");
      rule.conditions().forEach(this::condition);
      json.endElements();
    }
    json.member("withinDays", rule.withinDays() == 0 ? null : rule.withinDays());
    json.member("operator", rule.operator());
    json.member("expected", expected(rule.operator(), rule.expected()));
    json.member("matches", rule.matches()).jsonMember("actual", rule.actualJson());
    matchTimes(rule.matchTimes());
    change(rule.wouldChange());
  }

  private void condition(WhereCondition condition) {
    json.beginObject().member("field", condition.field().conditionId());
    json.member("name", condition.name().isEmpty() ? null : condition.name());
    String operator = condition.operator().wireName();
    json.member("operator", operator);
    json.member("expected", expected(operator, condition.operand().texts())).endObject();
  }

  /* An array where the operator takes one, as in configurations. */
  private static @Nullable Object expected(String operator, List<String> texts) {
    boolean isList = operator.equals("in") || operator.equals("notIn");
    return isList ? texts : texts.isEmpty() ? null : texts.get(0);
  }

  private void matchTimes(@Nullable MatchTimes times) {
    if (times == null) {
      return;
    }
    json.member("matchTimes", times.newest().stream().map(Object::toString).toList());
    json.member("isAtLeast", times.isAtLeast() ? true : null);
    json.member("isIncomplete", times.isIncomplete() ? true : null);
    json.member("truncatedBefore", text(times.truncatedBefore()));
  }

  private void change(RuleChange change) {
    json.beginMember("wouldChange").member("needs", change.needs());
    json.member("isPossible", change.isPossible());
    json.member("moreEvents", change.moreEvents() == 0 ? null : change.moreEvents());
    json.member("at", text(change.at())).jsonMember("example", change.exampleJson()).endMember();
  }

  private void experience(ExperienceExplanation experience) {
    json.beginObject().member("id", experience.id()).member("name", experience.name());
    json.member("outcome", camelCase(experience.outcome().name()));
    json.member("variantIndex", number(experience.variantIndex()));
    json.member("audienceId", experience.audienceId());
    json.member("isInAudience", experience.isInAudience());
    json.beginMember("traffic").member("value", experience.traffic().value());
    json.member("cut", experience.traffic().cut());
    json.member("applies", experience.traffic().applies()).endMember();
    distribution(experience.distribution());
    json.member("sticky", experience.sticky());
    json.member("keptIndex", number(experience.keptIndex()));
    group(experience.group());
    json.member("wouldChange", experience.wouldChange()).endObject();
  }

  private void distribution(Distribution distribution) {
    json.beginMember("distribution").member("value", distribution.value());
    json.member("pick", distribution.pick()).beginElements("ranges");
    for (Range range : distribution.ranges()) {
      json.beginObject();
      range(range);
      json.endObject();
    }
    json.endElements().endMember();
  }

  private void group(@Nullable Group group) {
    if (group == null) {
      return;
    }
    json.beginMember("exclusionGroup").member("id", group.id()).member("value", group.value());
    json.member("chosenId", group.chosenId()).beginElements("members");
    for (ExperienceExplanation.Member member : group.members()) {
      json.beginObject().member("experienceId", member.experienceId());
      range(member.range());
      json.endObject();
    }
    json.endElements().endMember();
  }

  private void range(Range range) {
    json.member("start", range.start()).member("end", range.end());
  }

  private static @Nullable Integer number(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static String camelCase(String constant) {
    StringBuilder text = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      boolean isFirst = text.isEmpty();
      text.append(isFirst ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return text.toString();
  }
}
