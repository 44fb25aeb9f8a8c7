package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.AnswerOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The experiences of one environment, by rank: their place in the order of answers. Immutable, for
 * any thread; built on the control plane, read on the data plane.
 */
public final class ExperienceSet {
  /** The audience rank of an experience that is for everyone. */
  public static final int EVERYONE = -1;

  private final CompiledExperience[] experiences;
  private final int[] audienceRanks;

  /**
   * @param audienceRank the rank of an audience id
   */
  public ExperienceSet(List<ExperienceDefinition> definitions, ToIntFunction<String> audienceRank) {
    List<ExperienceDefinition> ordered = new ArrayList<>(definitions);
    ordered.sort(Comparator.comparing(ExperienceDefinition::id, AnswerOrder.IDS));
    experiences = ordered.stream().map(CompiledExperience::new).toArray(CompiledExperience[]::new);
    audienceRanks = new int[experiences.length];
    Arrays.setAll(audienceRanks, rank -> rankOf(ordered.get(rank), audienceRank));
  }

  public int count() {
    return experiences.length;
  }

  public CompiledExperience experience(int rank) {
    return experiences[rank];
  }

  /** The rank of the audience that the experience is for, or {@link #EVERYONE}. */
  public int audienceRank(int rank) {
    return audienceRanks[rank];
  }

  private static int rankOf(ExperienceDefinition definition, ToIntFunction<String> audienceRank) {
    String audienceId = definition.audienceId();
    return audienceId == null ? EVERYONE : audienceRank.applyAsInt(audienceId);
  }
}
