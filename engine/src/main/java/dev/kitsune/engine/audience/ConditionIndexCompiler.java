package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects conditions on one field into a {@link ConditionIndex}. Control plane; used once. */
final class ConditionIndexCompiler {
  /* Longer texts, and those beyond so many bytes together, are not worth their memory. */
  private static final int TEXT_LENGTH_MAX = 256;
  private static final int TEXT_LENGTH_SUM_MAX = 200_000;

  private record Text(Comparand comparand, int condition) {}

  private record Bound(double number, int condition) {}

  private final List<Text> prefixes = new ArrayList<>();
  private final List<Text> suffixes = new ArrayList<>();
  private final List<Text> parts = new ArrayList<>();
  private final Map<ByteBuffer, IntArrayList> byText = new LinkedHashMap<>();
  private final Map<Double, IntArrayList> byNumber = new TreeMap<>();
  private final Map<Operator, List<Bound>> bounds = new EnumMap<>(Operator.class);
  private int lengthSum;

  /** Takes a condition in; false if it is none of those that can be found from a value. */
  boolean add(Comparison test, int condition) {
    Comparand first = test.first();
    return switch (test.operator()) {
      case STARTS_WITH -> addText(prefixes, first, condition);
      case ENDS_WITH -> addText(suffixes, first, condition);
      case CONTAINS -> addText(parts, first, condition);
      case EQUAL, IN -> addEqual(test, condition);
      case GREATER_THAN, GREATER_THAN_INCLUSIVE, LESS_THAN, LESS_THAN_INCLUSIVE ->
          addBound(test.operator(), first, condition);
      default -> false;
    };
  }

  /** Takes a condition in that holds where a value equals the first text of its operand. */
  void addElement(Comparison test, int condition) {
    addEqual(test.first(), condition);
  }

  private boolean addText(List<Text> texts, Comparand comparand, int condition) {
    int length = comparand.text.length;
    if (length == 0 || length > TEXT_LENGTH_MAX || lengthSum + length > TEXT_LENGTH_SUM_MAX) {
      return false;
    }
    lengthSum += length;
    texts.add(new Text(comparand, condition));
    return true;
  }

  private boolean addEqual(Comparison test, int condition) {
    for (Comparand comparand : test.comparands()) {
      addEqual(comparand, condition);
    }
    return true;
  }

  private void addEqual(Comparand comparand, int condition) {
    IntArrayList conditions =
        comparand.isNumber
            ? byNumber.computeIfAbsent(comparand.number + 0.0, key -> new IntArrayList())
            : byText.computeIfAbsent(ByteBuffer.wrap(comparand.text), key -> new IntArrayList());
    conditions.add(condition);
  }

  private boolean addBound(Operator operator, Comparand comparand, int condition) {
    if (comparand.isNumber) {
      bounds
          .computeIfAbsent(operator, key -> new ArrayList<>())
          .add(new Bound(comparand.number, condition));
    }
    return comparand.isNumber;
  }

  TextTrie prefixes() {
    return trie(prefixes, false);
  }

  TextTrie suffixes() {
    return trie(suffixes, true);
  }

  TextTrie parts() {
    return trie(parts, false);
  }

  ByteKeyIndex texts() {
    return new ByteKeyIndex(byText.keySet().stream().map(ByteBuffer::array).toList());
  }

  int[][] conditionsByText() {
    return byText.values().stream().map(IntArrayList::toIntArray).toArray(int[][]::new);
  }

  long textLengths() {
    return byText.keySet().stream()
        .mapToLong(text -> 1L << text.remaining())
        .reduce(0, (one, other) -> one | other);
  }

  double[] numbers() {
    return byNumber.keySet().stream().mapToDouble(Double::doubleValue).toArray();
  }

  int[][] conditionsByNumber() {
    return byNumber.values().stream().map(IntArrayList::toIntArray).toArray(int[][]::new);
  }

  ConditionIndex.Bounds[] bounds() {
    return bounds.entrySet().stream()
        .map(each -> bounds(each.getKey(), each.getValue()))
        .toArray(ConditionIndex.Bounds[]::new);
  }

  private static ConditionIndex.Bounds bounds(Operator operator, List<Bound> unsorted) {
    List<Bound> sorted =
        unsorted.stream().sorted(Comparator.comparingDouble(Bound::number)).toList();
    return new ConditionIndex.Bounds(
        operator,
        sorted.stream().mapToDouble(Bound::number).toArray(),
        sorted.stream().mapToInt(Bound::condition).toArray());
  }

  /* Equal texts are of one condition, as equal conditions are. */
  private static TextTrie trie(List<Text> texts, boolean isReversed) {
    if (texts.isEmpty()) {
      return TextTrie.EMPTY;
    }
    return new TextTrie(
        texts.stream().map(text -> text.comparand.text).toList(),
        new IntArrayList(texts.stream().mapToInt(Text::condition).iterator()),
        isReversed);
  }
}
