package dev.kitsune.engine.audience;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The order in which audiences are decided: each after those that its rules name, else by rank.
 * Control plane.
 */
final class AudienceOrder {
  private final int[] rankByPosition;
  private final int[] positionByRank;
  private final int[][] positionsByRank;

  /**
   * @param definitions by rank
   * @throws IllegalArgumentException if a rule names no audience, or audiences depend on each other
   */
  AudienceOrder(List<AudienceDefinition> definitions) {
    Map<String, Integer> ranks = new HashMap<>();
    definitions.forEach(definition -> ranks.put(definition.id(), ranks.size()));
    List<Set<Integer>> needed =
        definitions.stream().map(definition -> needed(definition.rule(), ranks)).toList();
    List<Set<Integer>> dependents =
        definitions.stream().<Set<Integer>>map(every -> new LinkedHashSet<>()).toList();
    for (int rank = 0; rank < needed.size(); rank++) {
      for (int other : needed.get(rank)) {
        dependents.get(other).add(rank);
      }
    }
    rankByPosition = order(needed, dependents);
    positionByRank = new int[rankByPosition.length];
    IntStream.range(0, rankByPosition.length)
        .forEach(at -> positionByRank[rankByPosition[at]] = at);
    positionsByRank =
        dependents.stream()
            .map(ranksOf -> ranksOf.stream().mapToInt(rank -> positionByRank[rank]).toArray())
            .toArray(int[][]::new);
  }

  int[] rankByPosition() {
    return rankByPosition;
  }

  int position(int rank) {
    return positionByRank[rank];
  }

  /** By an audience's rank: the positions of those whose rules name it. */
  int[][] dependents() {
    return positionsByRank;
  }

  private static int[] order(List<Set<Integer>> needed, List<Set<Integer>> dependents) {
    int[] openCounts = needed.stream().mapToInt(Set::size).toArray();
    Queue<Integer> ready = new PriorityQueue<>();
    IntStream.range(0, openCounts.length).filter(rank -> openCounts[rank] == 0).forEach(ready::add);
    int[] order = new int[openCounts.length];
    int count = 0;
    for (Integer rank = ready.poll(); rank != null; rank = ready.poll()) {
      order[count++] = rank;
      for (int dependent : dependents.get(rank)) {
        if (--openCounts[dependent] == 0) {
          ready.add(dependent);
        }
      }
    }
    if (count < order.length) {
      throw new IllegalArgumentException("audiences that depend on each other in a circle");
    }
    return order;
  }

  private static Set<Integer> needed(AudienceRule rule, Map<String, Integer> ranks) {
    Set<Integer> needed = new LinkedHashSet<>();
    collect(rule, ranks, needed);
    return needed;
  }

  private static void collect(AudienceRule rule, Map<String, Integer> ranks, Set<Integer> needed) {
    if (rule instanceof AudienceRule.Any any) {
      any.rules().forEach(member -> collect(member, ranks, needed));
    } else if (rule instanceof AudienceRule.All all) {
      all.rules().forEach(member -> collect(member, ranks, needed));
    } else if (rule instanceof AudienceRule.Not not) {
      collect(not.rule(), ranks, needed);
    } else if (rule instanceof AudienceRule.Member member) {
      Integer rank = ranks.get(member.audienceId());
      if (rank == null) {
        throw new IllegalArgumentException("a rule names no audience: " + member.audienceId());
      }
      needed.add(rank);
    }
  }
}
