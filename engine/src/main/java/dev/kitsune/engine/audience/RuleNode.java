package dev.kitsune.engine.audience;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a compiled audience with the number of the fact that decides it, or a group of rules:
 * the tree whose tests stand in the audience's chain. Immutable. Control plane.
 */
sealed interface RuleNode {
  /** Whether the rule holds, by the outcomes of facts. */
  boolean holds(IntPredicate facts);

  /**
   * The fewest leaves whose facts must come out the other way, each alone, for this node to do so;
   * null if there are none.
   *
   * @param isPossible whether a leaf's fact can come out the other way at all
   */
  @Nullable Set<Leaf> fewestFlips(IntPredicate facts, Predicate<Leaf> isPossible);

  /** Adds the leaves in the order in which they stand. */
  void collect(List<Leaf> leaves);

  /**
   * Several rules.
   *
   * @param kind how they make one outcome; {@code NOT} has one rule
   */
  record Group(RuleExplanation.Kind kind, List<RuleNode> nodes) implements RuleNode {
    public Group {
      nodes = List.copyOf(nodes);
    }

    @Override
    public boolean holds(IntPredicate facts) {
      return switch (kind) {
        case ANY -> nodes.stream().anyMatch(node -> node.holds(facts));
        case ALL -> nodes.stream().allMatch(node -> node.holds(facts));
        case NOT -> !nodes.get(0).holds(facts);
      };
    }

    @Override
    public @Nullable Set<Leaf> fewestFlips(IntPredicate facts, Predicate<Leaf> isPossible) {
      boolean holds = holds(facts);
      boolean isOneEnough = kind == RuleExplanation.Kind.NOT || holds == isAll();
      List<@Nullable Set<Leaf>> flips = new ArrayList<>();
      for (RuleNode node : nodes) {
        if (isOneEnough || node.holds(facts) == holds) {
          flips.add(node.fewestFlips(facts, isPossible));
        }
      }
      return isOneEnough ? fewest(flips) : together(flips);
    }

    @Override
    public void collect(List<Leaf> leaves) {
      nodes.forEach(node -> node.collect(leaves));
    }

    private boolean isAll() {
      return kind == RuleExplanation.Kind.ALL;
    }

    private static @Nullable Set<Leaf> fewest(List<@Nullable Set<Leaf>> choices) {
      Set<Leaf> fewest = null;
      for (Set<Leaf> choice : choices) {
        if (choice != null && (fewest == null || choice.size() < fewest.size())) {
          fewest = choice;
        }
      }
      return fewest;
    }

    private static @Nullable Set<Leaf> together(List<@Nullable Set<Leaf>> parts) {
      Set<Leaf> together = new LinkedHashSet<>();
      for (Set<Leaf> part : parts) {
        if (part == null) {
          return null;
        }
        together.addAll(part);
      }
      return together.isEmpty() ? null : together;
    }
  }

  /**
   * A rule that one fact decides.
   *
   * @param fact the number of the fact
   * @param expected the fact's outcome for which the rule holds
   */
  record Leaf(AudienceRule rule, int fact, boolean expected) implements RuleNode {
    @Override
    public boolean holds(IntPredicate facts) {
      return facts.test(fact) == expected;
    }

    @Override
    public @Nullable Set<Leaf> fewestFlips(IntPredicate facts, Predicate<Leaf> isPossible) {
      return isPossible.test(this) ? Set.of(this) : null;
    }

    @Override
    public void collect(List<Leaf> leaves) {
      leaves.add(this);
    }
  }

  /** The tree of a rule that a set was compiled from. */
  static RuleNode of(AudienceRule rule, FactIndex facts) {
    if (rule instanceof AudienceRule.Any any) {
      return group(RuleExplanation.Kind.ANY, any.rules(), facts);
    }
    if (rule instanceof AudienceRule.All all) {
      return group(RuleExplanation.Kind.ALL, all.rules(), facts);
    }
    if (rule instanceof AudienceRule.Not not) {
      return group(RuleExplanation.Kind.NOT, List.of(not.rule()), facts);
    }
    if (rule instanceof AudienceRule.ReturningVisitor returning
        && !returning.conditions().isEmpty()) {
      return group(RuleExplanation.Kind.ALL, parts(returning), facts);
    }
    boolean expected = !(rule instanceof AudienceRule.Member member) || member.expected();
    return new Leaf(rule, facts.of(rule), expected);
  }

  private static List<AudienceRule> parts(AudienceRule.ReturningVisitor returning) {
    List<AudienceRule> parts = new ArrayList<>();
    parts.add(new AudienceRule.ReturningVisitor(returning.expected(), List.of()));
    parts.addAll(returning.conditions());
    return parts;
  }

  private static RuleNode group(
      RuleExplanation.Kind kind, List<AudienceRule> rules, FactIndex facts) {
    return new Group(kind, rules.stream().map(rule -> of(rule, facts)).toList());
  }
}
