package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.AnswerOrder;
import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.ByteSlice;
import java.nio.charset.StandardCharsets;
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

  /** The group of an experience that excludes no other. */
  public static final int NO_GROUP = ExclusionGroups.NONE;

  /** Says that no experience has the id. */
  public static final int UNKNOWN = ByteKeyIndex.NONE;

  private final CompiledExperience[] experiences;
  private final int[] audienceRanks;
  private final ByteKeyIndex ids;
  private final ExclusionGroups groups;
  private final AnswerPieces pieces;

  /**
   * @param audienceRank the rank of an audience id
   */
  public ExperienceSet(List<ExperienceDefinition> definitions, ToIntFunction<String> audienceRank) {
    List<ExperienceDefinition> ordered = new ArrayList<>(definitions);
    ordered.sort(Comparator.comparing(ExperienceDefinition::id, AnswerOrder.IDS));
    experiences = ordered.stream().map(CompiledExperience::new).toArray(CompiledExperience[]::new);
    audienceRanks = new int[experiences.length];
    Arrays.setAll(audienceRanks, rank -> rankOf(ordered.get(rank), audienceRank));
    ids =
        new ByteKeyIndex(
            ordered.stream()
                .map(definition -> definition.id().getBytes(StandardCharsets.UTF_8))
                .toList());
    groups = new ExclusionGroups(ordered);
    pieces = new AnswerPieces(experiences);
  }

  public int count() {
    return experiences.length;
  }

  public CompiledExperience experience(int rank) {
    return experiences[rank];
  }

  /** The rank of the experience with this id, or {@link #UNKNOWN}. */
  public int rankOf(ByteSlice id) {
    return ids.find(id.array(), id.offset(), id.length());
  }

  /** Number of exclusion groups. */
  public int groupCount() {
    return groups.count();
  }

  /** The exclusion group that an experience is in, from 0; or {@link #NO_GROUP}. */
  public int groupOf(int rank) {
    return groups.groupOf(rank);
  }

  ExclusionGroups groups() {
    return groups;
  }

  /** The rank of the audience that the experience is for, or {@link #EVERYONE}. */
  public int audienceRank(int rank) {
    return audienceRanks[rank];
  }

  /** What the experiences add to answers. */
  public AnswerPieces pieces() {
    return pieces;
  }

  private static int rankOf(ExperienceDefinition definition, ToIntFunction<String> audienceRank) {
    String audienceId = definition.audienceId();
    return audienceId == null ? EVERYONE : audienceRank.applyAsInt(audienceId);
  }
}
