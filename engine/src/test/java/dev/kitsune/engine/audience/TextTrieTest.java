package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and values are Latin-1 here, a character a byte. */
final class TextTrieTest {
  private static final int ROUND_COUNT = Integer.getInteger("kitsune.rounds", 1) * 3_000;

  private final HeldConditions held = new HeldConditions();

  /** Where in a value a text may be found. */
  private enum Place {
    BEGIN,
    END,
    INSIDE;

    boolean isFound(String text, String value) {
      return switch (this) {
        case BEGIN -> value.startsWith(text);
        case END -> value.endsWith(text);
        case INSIDE -> value.contains(text);
      };
    }

    void hold(TextTrie trie, byte[] bytes, int offset, int length, HeldConditions held) {
      switch (this) {
        case BEGIN -> trie.holdAtBegin(bytes, offset, length, held);
        case END -> trie.holdAtEnd(bytes, offset, length, held);
        case INSIDE -> trie.holdInside(bytes, offset, length, held);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatLookingForOneAfterTheOtherFinds(Place place) {
    SplittableRandom random = new SplittableRandom(Long.getLong("kitsune.seed", 20_261_130));
    int heldCount = 0;
    int valueCount = 0;
    for (int round = 0; round < ROUND_COUNT; round++) {
      List<String> texts = texts(random, random.nextInt(10) == 0 ? 200 : 12);
      TextTrie trie = trie(place, texts);
      for (int i = 0; i < 10; i++) {
        String before = bytes(random, 0, 3);
        String value = bytes(random, 0, random.nextInt(4) == 0 ? 40 : 6);
        String after = bytes(random, 0, 3);
        List<String> expected = texts.stream().filter(text -> place.isFound(text, value)).toList();
        assertEquals(expected, held(place, trie, texts, before, value, after));
        heldCount += expected.size();
        valueCount++;
      }
    }
    assertTrue(heldCount > valueCount / 4, heldCount + " held of " + valueCount + " values");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257})
  void findsATextInAValueThatIsNoShorter(int length) {
    String text = "a".repeat(length - 1) + "b";
    String shorter = text.substring(1);
    String longer = "a" + text;
    for (Place place : Place.values()) {
      assertEquals(List.of(), held(place, shorter, text), place.name());
      assertEquals(List.of(text), held(place, text, text), place.name());
      assertEquals(List.of(longer), held(place, longer, longer), place.name());
    }
    assertEquals(List.of(), held(Place.BEGIN, longer, text));
    assertEquals(List.of(text), held(Place.END, longer, text));
    assertEquals(List.of(text), held(Place.INSIDE, longer, text));
    assertEquals(List.of(), held(Place.END, text + "a", text));
    assertEquals(List.of(text), held(Place.BEGIN, text + "a", text));
    assertEquals(List.of(text), held(Place.INSIDE, text + "a", text));
  }

  @ParameterizedTest
  @EnumSource
  void findsNothingWhereThereIsNothing(Place place) {
    assertEquals(List.of(), held(place, "abc"));
    assertEquals(List.of(), held(place, ""));
    assertEquals(List.of(), held(place, "", "a", "b"));
    assertEquals(List.of(), held(place, "c", "a", "b"));
  }

  @Test
  void findsAllBeginningsAndAllEndsOfAValue() {
    assertEquals(List.of("a", "ab", "abcd"), held(Place.BEGIN, "abcd", "a", "ab", "bc", "abcd"));
    assertEquals(List.of("a"), held(Place.BEGIN, "acbd", "a", "ab", "cb", "abcd"));
    assertEquals(List.of("d", "cd", "abcd"), held(Place.END, "abcd", "d", "cd", "bc", "abcd"));
    assertEquals(List.of("d"), held(Place.END, "acbd", "d", "cd", "cb", "abcd"));
  }

  @Test
  void findsTextsThatOverlap() {
    assertEquals(
        List.of("he", "she", "hers"), held(Place.INSIDE, "ushers", "he", "she", "his", "hers"));
    assertEquals(List.of("his"), held(Place.INSIDE, "ushis", "he", "she", "his", "hers"));
    assertEquals(List.of("aa", "aaa"), held(Place.INSIDE, "baaab", "aa", "aaa", "aaaa"));
    assertEquals(List.of("abab"), held(Place.INSIDE, "ababab", "abab", "abababab"));
    assertEquals(List.of("aab"), held(Place.INSIDE, "aaaab", "aab", "aaaaa"));
  }

  @Test
  void findsAShorterTextWhereALongerOneBreaksOff() {
    assertEquals(List.of("bc"), held(Place.INSIDE, "abce", "abcd", "bc"));
    assertEquals(List.of("c"), held(Place.INSIDE, "abce", "abcd", "bcd", "c"));
    assertEquals(List.of("bcx"), held(Place.INSIDE, "abcx", "abcd", "bcx"));
    assertEquals(List.of(), held(Place.INSIDE, "abxc", "abcd", "bcx"));
  }

  @Test
  void findsAllTextsThatEndAtOnePlace() {
    String[] texts = {"d", "abcd", "cd", "bcd", "zabcd"};
    assertEquals(List.of("d", "abcd", "cd", "bcd"), held(Place.INSIDE, "abcde", texts));
    assertEquals(List.of("d", "abcd", "cd", "bcd"), held(Place.INSIDE, "cd-abcd", texts));
    assertEquals(List.of("d"), held(Place.INSIDE, "abc-d", texts));
  }

  @ParameterizedTest
  @EnumSource
  void looksAtNoByteOutsideTheValue(Place place) {
    List<String> texts = List.of("ab", "b", "bc", "abc");
    TextTrie trie = trie(place, texts);
    assertEquals(List.of("b"), held(place, trie, texts, "a", "b", "c"));
    assertEquals(List.of(), held(place, trie, texts, "ab", "", "bc"));
    assertEquals(
        texts.stream().filter(text -> place.isFound(text, "abc")).toList(),
        held(place, trie, texts, "", "abc", ""));
  }

  @ParameterizedTest
  @EnumSource
  void tellsAllBytesApart(Place place) {
    List<String> texts =
        IntStream.range(0, 256).mapToObj(each -> Character.toString(each).repeat(2)).toList();
    TextTrie trie = trie(place, texts);
    for (String text : texts) {
      assertEquals(List.of(text), held(place, trie, texts, "", text, ""));
      String half = text.substring(1);
      assertEquals(List.of(), held(place, trie, texts, half, half, half));
    }
  }

  @Test
  void givesEachTextTheConditionThatItCameWith() {
    for (int condition : new int[] {0, 1, 63, 64, 65, 127, 128, 129}) {
      held.clear(200);
      List<byte[]> texts = List.of("x".getBytes(ISO_8859_1), "y".getBytes(ISO_8859_1));
      TextTrie trie = new TextTrie(texts, IntArrayList.of(199, condition), false);
      Place.INSIDE.hold(trie, "-y-".getBytes(ISO_8859_1), 0, 3, held);
      assertEquals(
          List.of(condition), IntStream.range(0, 200).filter(held::isHolding).boxed().toList());
    }
  }

  private List<String> held(Place place, String value, String... texts) {
    return held(place, trie(place, List.of(texts)), List.of(texts), "<", value, ">");
  }

  private List<String> held(
      Place place, TextTrie trie, List<String> texts, String before, String value, String after) {
    byte[] bytes = (before + value + after).getBytes(ISO_8859_1);
    held.clear(texts.size());
    place.hold(trie, bytes, before.length(), value.length(), held);
    return IntStream.range(0, texts.size()).filter(held::isHolding).mapToObj(texts::get).toList();
  }

  private static TextTrie trie(Place place, List<String> texts) {
    return new TextTrie(
        texts.stream().map(text -> text.getBytes(ISO_8859_1)).toList(),
        IntArrayList.toList(IntStream.range(0, texts.size())),
        place == Place.END);
  }

  private static List<String> texts(SplittableRandom random, int countMax) {
    Set<String> texts = new LinkedHashSet<>();
    for (int left = random.nextInt(countMax + 1); left > 0; left--) {
      texts.add(bytes(random, 1, 5));
    }
    return new ArrayList<>(texts);
  }

  private static String bytes(SplittableRandom random, int lengthMin, int lengthMax) {
    String letters = "ab\u0000\u0080\u00ff".substring(0, 2 + random.nextInt(4));
    return random
        .ints(random.nextInt(lengthMin, lengthMax + 1), 0, letters.length())
        .mapToObj(letter -> letters.substring(letter, letter + 1))
        .collect(Collectors.joining());
  }
}
