package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.audience.AudienceRule.ExperienceSeen;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a counted rule counts, plainly: rules for which this is equal count together, and go on
 * counting when the configuration changes around them.
 *
 * @param name of the track event, or the experience; empty for pages
 */
record ModelCounter(String type, String name, Set<Condition> conditions, boolean isWindowed) {
  /** A where condition whose operand has no order. */
  record Condition(EventField field, String name, Operator operator, Set<String> texts) {}

  /* By identity, for speed. */
  private static final ThreadLocal<IdentityHashMap<Counted, ModelCounter>> KNOWN =
      ThreadLocal.withInitial(IdentityHashMap::new);

  private static final int KNOWN_MAX = 10_000;

  static ModelCounter of(Counted rule) {
    IdentityHashMap<Counted, ModelCounter> known = KNOWN.get();
    if (known.size() > KNOWN_MAX) {
      known.clear();
    }
    return known.computeIfAbsent(rule, ModelCounter::made);
  }

  private static ModelCounter made(Counted rule) {
    Set<Condition> conditions = conditions(rule.conditions());
    if (rule instanceof TrackCount track) {
      return new ModelCounter("track", track.event(), conditions, rule.isWindowed());
    }
    return rule instanceof ExperienceSeen seen
        ? new ModelCounter("component", seen.experienceId(), conditions, rule.isWindowed())
        : new ModelCounter("page", "", conditions, rule.isWindowed());
  }

  /** Adds the counted rules among a rule and all rules inside it. */
  static void collect(AudienceRule rule, List<Counted> counted) {
    if (rule instanceof AudienceRule.Any any) {
      any.rules().forEach(member -> collect(member, counted));
    } else if (rule instanceof AudienceRule.All all) {
      all.rules().forEach(member -> collect(member, counted));
    } else if (rule instanceof AudienceRule.Not not) {
      collect(not.rule(), counted);
    } else if (rule instanceof Counted leaf) {
      counted.add(leaf);
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
