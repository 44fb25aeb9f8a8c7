package dev.kitsune.engine.experience;

import dev.kitsune.engine.experience.ExperienceDefinition.Exclusion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The exclusion groups of one environment, and which of its experiences is in which. Immutable, for
 * any thread; built on the control plane, read on the data plane.
 */
final class ExclusionGroups {
  /** Says that an experience is in no group. */
  static final int NONE = -1;

  private final ExclusionGroup[] groups;
  private final int[] groupOfRank;

  /**
   * @param ordered the experiences by rank
   */
  ExclusionGroups(List<ExperienceDefinition> ordered) {
    groupOfRank = new int[ordered.size()];
    Arrays.fill(groupOfRank, NONE);
    List<ExclusionGroup> compiled = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> group : ranksById(ordered).entrySet()) {
      group.getValue().forEach(rank -> groupOfRank[rank] = compiled.size());
      compiled.add(compile(group.getKey(), group.getValue(), ordered));
    }
    groups = compiled.toArray(ExclusionGroup[]::new);
  }

  /** The ranks of each group's members, ascending. */
  static Map<String, List<Integer>> ranksById(List<ExperienceDefinition> ordered) {
    Map<String, List<Integer>> ranks = new LinkedHashMap<>();
    for (int rank = 0; rank < ordered.size(); rank++) {
      Exclusion exclusion = ordered.get(rank).exclusion();
      if (exclusion != null) {
        ranks.computeIfAbsent(exclusion.groupId(), id -> new ArrayList<>()).add(rank);
      }
    }
    return ranks;
  }

  /** The weights of the experiences of these ranks, all of which are in one group. */
  static GroupWeights weights(List<Integer> ranks, List<ExperienceDefinition> ordered) {
    return new GroupWeights(
        ranks.stream().map(rank -> Objects.requireNonNull(ordered.get(rank).exclusion())).toList());
  }

  /** Number of groups. */
  int count() {
    return groups.length;
  }

  ExclusionGroup group(int index) {
    return groups[index];
  }

  /** The index of the group that an experience is in, or {@link #NONE}. */
  int groupOf(int rank) {
    return groupOfRank[rank];
  }

  private static ExclusionGroup compile(
      String id, List<Integer> ranks, List<ExperienceDefinition> ordered) {
    int[] memberRanks = ranks.stream().mapToInt(Integer::intValue).toArray();
    return new ExclusionGroup(id, memberRanks, weights(ranks, ordered));
  }
}
