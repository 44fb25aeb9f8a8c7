package dev.kitsune.engine.audience;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a counted rule counts, plainly: rules for which this is equal count together, and go on
 * counting when the configuration changes around them.
 *
 * @param event the name of the track event; empty for pages
 */
record ModelCounter(String event, Set<Condition> conditions) {
  /** A where condition whose operand has no order. */
  record Condition(EventField field, String name, Operator operator, Set<String> texts) {}

  /** Of a page or track rule. */
  static ModelCounter of(AudienceRule rule) {
    return rule instanceof AudienceRule.TrackCount track
        ? new ModelCounter(track.event(), conditions(track.conditions()))
        : new ModelCounter("", conditions(((AudienceRule.PageCount) rule).conditions()));
  }

  /** Adds what a rule and all rules inside it count. */
  static void collect(AudienceRule rule, Set<ModelCounter> counters) {
    if (rule instanceof AudienceRule.Any any) {
      any.rules().forEach(member -> collect(member, counters));
    } else if (rule instanceof AudienceRule.All all) {
      all.rules().forEach(member -> collect(member, counters));
    } else if (rule instanceof AudienceRule.Not not) {
      collect(not.rule(), counters);
    } else if (rule instanceof AudienceRule.PageCount || rule instanceof AudienceRule.TrackCount) {
      counters.add(of(rule));
    }
  }

  private static Set<Condition> conditions(List<WhereCondition> conditions) {
    return conditions.stream().map(ModelCounter::condition).collect(Collectors.toSet());
  }

  private static Condition condition(WhereCondition where) {
    return new Condition(
        where.field(), where.name(), where.operator(), new HashSet<>(where.operand().texts()));
  }
}
