package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.audience.AudienceRule.ExperienceSeen;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a counted rule counts, plainly: rules for which this is equal count together, and go on
 * counting when the configuration changes around them.
 *
 * @param text all that counts, each part with its length before it, conditions in no order of
 *     theirs
 */
record ModelCounter(String text) {
  private static final int KNOWN_MAX = 10_000;

  /* By identity, for speed. */
  private static final ThreadLocal<IdentityHashMap<Counted, ModelCounter>> KNOWN =
      ThreadLocal.withInitial(IdentityHashMap::new);

  static ModelCounter of(Counted rule) {
    IdentityHashMap<Counted, ModelCounter> known = KNOWN.get();
    if (known.size() > KNOWN_MAX) {
      known.clear();
    }
    return known.computeIfAbsent(rule, ModelCounter::made);
  }

  private static ModelCounter made(Counted rule) {
    Set<String> conditions = new TreeSet<>();
    rule.conditions().forEach(condition -> conditions.add(text(condition)));
    String type = rule.getClass().getSimpleName();
    return new ModelCounter(
        type + rule.isWindowed() + part(name(rule)) + String.join("", conditions));
  }

  private static String name(Counted rule) {
    if (rule instanceof TrackCount track) {
      return track.event();
    }
    return rule instanceof ExperienceSeen seen ? seen.experienceId() : "";
  }

  private static String text(WhereCondition where) {
    StringBuilder text = new StringBuilder();
    text.append(where.field()).append(part(where.name())).append(where.operator());
    new TreeSet<>(where.operand().texts()).forEach(operand -> text.append(part(operand)));
    return part(text.toString());
  }

  private static String part(String text) {
    return "/" + text.length() + ":" + text;
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
}
