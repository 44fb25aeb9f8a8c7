package dev.kitsune.engine.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteTable;
import dev.kitsune.engine.experience.ExperienceDefinition.InlineVariable;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AnswerPiecesTest {
  private static final int PICK = DerivedPart.PICK_LENGTH;

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void ofAnyPicksAreTheirVariantsPiecesInOrder() {
    for (int round = 0; round < 2_000; round++) {
      CompiledExperience[] experiences =
          IntStream.range(0, random.nextInt(8))
              .mapToObj(rank -> experience(random.nextInt(1, 4), random.nextInt(3) * 7_000))
              .toArray(CompiledExperience[]::new);
      assertPieces(experiences, randomPicks(experiences));
    }
  }

  @Test
  void takeAnEvenRankAndTheNextTogether() {
    AnswerPieces pieces = new AnswerPieces(experiences(5, 2, 0));
    assertEquals(List.of(2, 2, 1), counts(pieces, record(0, 0, 1, 0, 2, 0, 3, 0, 4, 0)));
    assertEquals(List.of(1, 2, 1), counts(pieces, record(1, 0, 2, 1, 3, 1, 4, 1)));
    assertEquals(List.of(1, 1, 1), counts(pieces, record(0, 1, 2, 1, 4, 1)));
    assertEquals(List.of(1, 1), counts(pieces, record(1, 1, 2, 1)));
    assertEquals(List.of(), counts(pieces, record()));
  }

  @Test
  void takeNeighboursTogetherUpToTheBoundOfOnePair() {
    int room = AnswerPieces.PAIR_LENGTH_MAX - pairLength(0);
    for (int more = -1; more <= 1; more++) {
      CompiledExperience[] experiences = {experience(1, 0), experience(1, room + more)};
      AnswerPieces pieces = new AnswerPieces(experiences);
      List<Integer> expected = more <= 0 ? List.of(2) : List.of(1, 1);
      assertEquals(expected, counts(pieces, record(0, 0, 1, 0)), more + " more");
      assertPieces(experiences, record(0, 0, 1, 0));
    }
  }

  @Test
  void takeNeighboursTogetherUpToTheBoundOfAllPairs() {
    int pairCount = AnswerPieces.PAIRS_LENGTH_MAX / AnswerPieces.PAIR_LENGTH_MAX;
    int room = AnswerPieces.PAIR_LENGTH_MAX - pairLength(0);
    for (int less = 0; less <= 2; less++) {
      CompiledExperience[] experiences = experiences(2 * pairCount + 2, 1, 0);
      for (int pair = 0; pair < pairCount; pair++) {
        experiences[2 * pair] = experience(1, room);
      }
      experiences[0] = experience(1, room - pairLength(0) + 1 - less);
      int last = 2 * pairCount;
      List<Integer> expected = less >= 1 ? List.of(2) : List.of(1, 1);
      ProfileRecord record = record(last, 0, last + 1, 0);
      assertEquals(expected, counts(new AnswerPieces(experiences), record), less + " less");
      assertPieces(experiences, record);
    }
  }

  /** Bytes of a pair of experiences of one variant, of which one has a change so much longer. */
  private int pairLength(int longer) {
    CompiledExperience first = experience(1, 0);
    CompiledExperience second = experience(1, longer);
    return first.selectedJson(0).length
        + first.changesJson(0).length
        + second.selectedJson(0).length
        + second.changesJson(0).length;
  }

  private void assertPieces(CompiledExperience[] experiences, ProfileRecord record) {
    AnswerPieces pieces = new AnswerPieces(experiences);
    ByteSink selected = new ByteSink(0);
    ByteSink changes = new ByteSink(0);
    for (int index = 0; index < DerivedPart.pickCount(record); index++) {
      CompiledExperience experience = experiences[DerivedPart.pickRank(record, index)];
      selected.put(experience.selectedJson(DerivedPart.pickVariantIndex(record, index)));
      changes.put(experience.changesJson(DerivedPart.pickVariantIndex(record, index)));
    }
    assertEquals(selected.toString(), joined(pieces, pieces.selectedJson(), record));
    assertEquals(changes.toString(), joined(pieces, pieces.changesJson(), record));
  }

  private static String joined(AnswerPieces pieces, ByteTable json, ProfileRecord record) {
    ByteSink out = new ByteSink(0);
    int end = end(record);
    for (int at = DerivedPart.picksOffset(record); at < end; ) {
      int piece = pieces.at(record.bytes().array(), at, end);
      json.put(piece, 0, out);
      at += pieces.picksLength(piece);
    }
    return out.toString();
  }

  private static List<Integer> counts(AnswerPieces pieces, ProfileRecord record) {
    int end = end(record);
    return IntStream.iterate(
            DerivedPart.picksOffset(record),
            at -> at < end,
            at -> at + pieces.picksLength(pieces.at(record.bytes().array(), at, end)))
        .map(at -> pieces.picksLength(pieces.at(record.bytes().array(), at, end)) / PICK)
        .boxed()
        .toList();
  }

  private static int end(ProfileRecord record) {
    return DerivedPart.picksOffset(record) + DerivedPart.pickCount(record) * PICK;
  }

  private ProfileRecord randomPicks(CompiledExperience[] experiences) {
    int[] picks =
        IntStream.range(0, experiences.length)
            .filter(rank -> random.nextInt(4) > 0)
            .flatMap(rank -> IntStream.of(rank, random.nextInt(experiences[rank].variantCount())))
            .toArray();
    return record(picks);
  }

  private static ProfileRecord record(int... ranksAndVariants) {
    ProfileRecord record = new ProfileRecord();
    record.begin(new byte[] {'p'}, 0, 1);
    DerivedPart.begin(record, 1, 0, ranksAndVariants.length / 2);
    for (int index = 0; index < ranksAndVariants.length / 2; index++) {
      int at = 2 * index;
      DerivedPart.pick(record, index, ranksAndVariants[at], ranksAndVariants[at + 1]);
    }
    /* What an earlier, longer part left behind must not be taken for a pick. */
    record.bytes().reserve(PICK);
    int last = DerivedPart.pickCount(record) - 1;
    int next = last < 0 ? 1 : DerivedPart.pickRank(record, last) + 1;
    DerivedPart.pick(record, last + 1, next, 0);
    return record;
  }

  private CompiledExperience[] experiences(int count, int variantCount, int longer) {
    return IntStream.range(0, count)
        .mapToObj(rank -> experience(variantCount, longer))
        .toArray(CompiledExperience[]::new);
  }

  /** With a change that is so much longer than it need be, or with none where a coin says so. */
  private CompiledExperience experience(int variantCount, int longer) {
    String value = "\"" + "x".repeat(longer) + "\"";
    List<ExperienceDefinition.Component> components =
        variantCount > 1 && random.nextBoolean()
            ? List.of()
            : List.of(new InlineVariable("k", value, List.of("1", "2")));
    List<Double> weights = Collections.nCopies(variantCount, 1.0 / variantCount);
    return new CompiledExperience(
        new ExperienceDefinition("id", "", null, 1, weights, false, components));
  }
}
