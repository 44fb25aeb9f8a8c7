package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerOrderTest {
  @Test
  void sortsTheIdsOfRecordedAnswersAsRecorded() {
    assertSorted("1FHh", "1hTt", "1lNQ", "1TF5");
  }

  @Test
  void breaksTiesOfLowerCaseByBytes() {
    assertSorted("AB", "Ab", "aB", "ab", "abc");
  }

  @Test
  void putsAPrefixFirst() {
    assertSorted("", "a", "A0", "aa");
  }

  /* Lower case puts letters behind '_' (5f) and '^' (5e), which stand behind the capitals (41 on). */
  @Test
  void comparesSignsBetweenTheCasesWithTheLowerCase() {
    assertSorted("-", "0", "[", "^", "_", "A", "a", "Z", "{");
  }

  @Test
  void lowersOnlyAsciiAndComparesBytesAsUnsigned() {
    assertSorted("z", "~", "É", "é", "İ", "\uffee", "\ud83d\ude00");
  }

  @Test
  void callsOnlyEqualIdsEqual() {
    assertEquals(0, AnswerOrder.IDS.compare("1hTt", "1hTt"));
    assertTrue(AnswerOrder.IDS.compare("1hTt", "1HtT") > 0);
    assertTrue(AnswerOrder.IDS.compare("1HtT", "1hTt") < 0);
  }

  private static void assertSorted(String... ids) {
    List<String> expected = List.of(ids);
    for (int seed = 0; seed < 20; seed++) {
      List<String> shuffled = new ArrayList<>(expected);
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(AnswerOrder.IDS);
      assertEquals(expected, shuffled);
    }
  }
}
