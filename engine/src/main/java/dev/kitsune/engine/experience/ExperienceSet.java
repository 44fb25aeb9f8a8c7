package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.AnswerOrder;
import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.ByteTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
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
  private final int[] firstJsons;
  private final ByteTable selectedJson;
  private final ByteTable changesJson;

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
    firstJsons = new int[experiences.length];
    for (int rank = 1; rank < experiences.length; rank++) {
      firstJsons[rank] = firstJsons[rank - 1] + experiences[rank - 1].variantCount();
    }
    selectedJson = table(CompiledExperience::selectedJson);
    changesJson = table(CompiledExperience::changesJson);
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

  /** The index, in both tables, of what a variant adds to an answer. */
  public int jsonIndex(int rank, int variantIndex) {
    return firstJsons[rank] + variantIndex;
  }

  /** A comma and the entry of {@code experiences}, by {@link #jsonIndex}. */
  public ByteTable selectedJson() {
    return selectedJson;
  }

  /** The entries of {@code changes}, a comma before each, by {@link #jsonIndex}; may be empty. */
  public ByteTable changesJson() {
    return changesJson;
  }

  private ByteTable table(BiFunction<CompiledExperience, Integer, byte[]> json) {
    List<byte[]> runs = new ArrayList<>();
    for (CompiledExperience experience : experiences) {
      for (int variantIndex = 0; variantIndex < experience.variantCount(); variantIndex++) {
        runs.add(json.apply(experience, variantIndex));
      }
    }
    return new ByteTable(runs);
  }

  private static int rankOf(ExperienceDefinition definition, ToIntFunction<String> audienceRank) {
    String audienceId = definition.audienceId();
    return audienceId == null ? EVERYONE : audienceRank.applyAsInt(audienceId);
  }
}
