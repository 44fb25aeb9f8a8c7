package dev.kitsune.engine.audience;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the conditions on one trait into {@link TraitConditions}. Control plane; used once. */
final class TraitConditionsCompiler {
  private record Key(Operator operator, Operand operand) {}

  private final ConditionIndexCompiler values = new ConditionIndexCompiler();
  private final ConditionIndexCompiler elements = new ConditionIndexCompiler();
  private final Map<Key, Integer> numbers = new LinkedHashMap<>();
  private final List<IntArrayList> inputsByCondition = new ArrayList<>();
  private final IntArrayList presenceInputs = new IntArrayList();
  private final IntArrayList otherInputs = new IntArrayList();

  /** Takes in a condition on the trait's value. */
  void add(Comparison test, Operand operand, int input) {
    Comparison positive = test.positive();
    Integer known = numbers.get(new Key(positive.operator(), operand));
    if (positive.operator() == Operator.EXISTS) {
      presenceInputs.add(input);
    } else if (known != null) {
      inputsByCondition.get(known).add(input);
    } else if (values.add(positive, inputsByCondition.size())) {
      addNew(positive, operand, input);
    } else {
      otherInputs.add(input);
    }
  }

  /** Takes in an input that may change with any value of the trait. */
  void addOther(int input) {
    otherInputs.add(input);
  }

  TraitConditions compile() {
    return new TraitConditions(
        new ConditionIndex(values),
        new ConditionIndex(elements),
        inputsByCondition.stream().map(IntArrayList::toIntArray).toArray(int[][]::new),
        presenceInputs.toIntArray(),
        otherInputs.toIntArray());
  }

  private void addNew(Comparison positive, Operand operand, int input) {
    int number = inputsByCondition.size();
    if (positive.isContains()) {
      elements.addElement(positive, number);
    }
    numbers.put(new Key(positive.operator(), operand), number);
    inputsByCondition.add(new IntArrayList(new int[] {input}));
  }
}
