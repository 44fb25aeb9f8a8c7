package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import java.util.Map;

/**
 * Which compiled fact decides which rule that is no group: the numbers that the chains of an {@link
 * AudienceSet} test. Immutable, for any thread. Control plane.
 */
final class FactIndex {
  private final Map<Object, Integer> numbers;
  private final Map<String, Integer> ranks;

  /**
   * Keeps the maps, which must not change any more.
   *
   * @param numbers by what facts were compiled from
   * @param ranks of audiences, by id
   */
  FactIndex(Map<Object, Integer> numbers, Map<String, Integer> ranks) {
    this.numbers = numbers;
    this.ranks = ranks;
  }

  /** The fact of a rule; of {@link AudienceRule.ReturningVisitor} without its conditions. */
  int of(AudienceRule rule) {
    if (rule instanceof Counted counted) {
      return number(FactCompiler.count(CounterIdentity.of(counted), counted), rule);
    }
    if (rule instanceof AudienceRule.ReturningVisitor returning) {
      return number(new FactCompiler.Returning(returning.expected()), rule);
    }
    if (rule instanceof AudienceRule.Member member) {
      int rank = ranks.getOrDefault(member.audienceId(), AudienceSet.NO_INPUT);
      return number(new Fact.Member(rank), rule);
    }
    return number(rule, rule);
  }

  private int number(Object condition, AudienceRule rule) {
    Integer number = numbers.get(condition);
    if (number == null) {
      throw new IllegalArgumentException("no fact was compiled from " + rule);
    }
    return number;
  }
}
