package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.ByteTable;
import dev.kitsune.engine.profile.DerivedPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What the experiences of one environment add to answers, in pieces that are copied as they are: of
 * each variant one, and of neighbours by rank, an even one and the next, one of each two variants,
 * so that most picks are copied two at a time. Neighbours that would take too many bytes have none
 * of these. Immutable, for any thread; built on the control plane, read on the data plane.
 */
public final class AnswerPieces {
  /** Bytes that all pieces of one pair of neighbours may take. */
  static final int PAIR_LENGTH_MAX = 16 << 10;

  /** Bytes that the pieces of all pairs may take, those of lower ranks first. */
  static final int PAIRS_LENGTH_MAX = 256 << 10;

  private static final int NO_PAIR = -1;

  private final int[] firstPieces;
  private final int[] firstPairs;
  private final int[] variantCounts;
  private final int firstPair;
  private final ByteTable selectedJson;
  private final ByteTable changesJson;

  /**
   * @param experiences by rank
   */
  AnswerPieces(CompiledExperience[] experiences) {
    variantCounts = Arrays.stream(experiences).mapToInt(CompiledExperience::variantCount).toArray();
    firstPieces = new int[experiences.length];
    firstPairs = new int[experiences.length];
    Arrays.fill(firstPairs, NO_PAIR);
    List<byte[]> selected = new ArrayList<>();
    List<byte[]> changes = new ArrayList<>();
    for (int rank = 0; rank < experiences.length; rank++) {
      firstPieces[rank] = selected.size();
      for (int variantIndex = 0; variantIndex < variantCounts[rank]; variantIndex++) {
        selected.add(experiences[rank].selectedJson(variantIndex));
        changes.add(experiences[rank].changesJson(variantIndex));
      }
    }
    firstPair = selected.size();
    long left = PAIRS_LENGTH_MAX;
    for (int rank = 0; rank + 1 < experiences.length; rank += 2) {
      CompiledExperience first = experiences[rank];
      CompiledExperience second = experiences[rank + 1];
      long length = length(first) * variantCounts[rank + 1] + length(second) * variantCounts[rank];
      if (length <= Math.min(PAIR_LENGTH_MAX, left)) {
        left -= length;
        firstPairs[rank] = selected.size();
        addPairs(first, second, CompiledExperience::selectedJson, selected);
        addPairs(first, second, CompiledExperience::changesJson, changes);
      }
    }
    selectedJson = new ByteTable(selected);
    changesJson = new ByteTable(changes);
  }

  /**
   * The index, in both tables, of the piece of a pick, or of it and the next one.
   *
   * @param record the bytes of a record
   * @param at where the pick begins
   * @param end where the picks end
   */
  public int at(byte[] record, int at, int end) {
    int rank = DerivedPart.pickRankAt(record, at);
    int variantIndex = DerivedPart.pickVariantIndexAt(record, at);
    int next = at + DerivedPart.PICK_LENGTH;
    int pairs = firstPairs[rank];
    if (pairs == NO_PAIR || next == end || DerivedPart.pickRankAt(record, next) != rank + 1) {
      return firstPieces[rank] + variantIndex;
    }
    int nextVariantIndex = DerivedPart.pickVariantIndexAt(record, next);
    return pairs + variantIndex * variantCounts[rank + 1] + nextVariantIndex;
  }

  /** Bytes of the picks that a piece is of. */
  public int picksLength(int piece) {
    return piece < firstPair ? DerivedPart.PICK_LENGTH : 2 * DerivedPart.PICK_LENGTH;
  }

  /** The entries of {@code experiences}, a comma before each. */
  public ByteTable selectedJson() {
    return selectedJson;
  }

  /** The entries of {@code changes}, a comma before each; may be empty. */
  public ByteTable changesJson() {
    return changesJson;
  }

  private static long length(CompiledExperience experience) {
    long length = 0;
    for (int variantIndex = 0; variantIndex < experience.variantCount(); variantIndex++) {
      length += experience.selectedJson(variantIndex).length;
      length += experience.changesJson(variantIndex).length;
    }
    return length;
  }

  private static void addPairs(
      CompiledExperience first,
      CompiledExperience second,
      BiFunction<CompiledExperience, Integer, byte[]> json,
      List<byte[]> pieces) {
    for (int firstIndex = 0; firstIndex < first.variantCount(); firstIndex++) {
      for (int secondIndex = 0; secondIndex < second.variantCount(); secondIndex++) {
        pieces.add(joined(json.apply(first, firstIndex), json.apply(second, secondIndex)));
      }
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
