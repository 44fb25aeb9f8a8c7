package dev.kitsune.engine.audience;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** Collects the conditions on one trait into {@link TraitConditions}. Control plane; used once. */
final class TraitConditionsCompiler {
  private record Key(Operator operator, Operand operand) {}

  private final ConditionIndexCompiler values = new ConditionIndexCompiler();
  private final ConditionIndexCompiler elements = new ConditionIndexCompiler();
  private final Map<Key, Integer> numbers = new LinkedHashMap<>();
  private final List<IntArrayList> inputsByCondition = new ArrayList<>();
  private final IntArrayList presenceInputs = new IntArrayList();
  private int valueInput = AudienceSet.NO_INPUT;

  /**
   * Takes in a condition on the trait's value, if it can be found from that.
   *
   * @param input asked for the input that changes with it, if so
   * @return whether so
   */
  boolean add(Comparison test, Operand operand, IntSupplier input) {
    Comparison positive = test.positive();
    Integer known = numbers.get(new Key(positive.operator(), operand));
    if (positive.operator() == Operator.EXISTS) {
      presenceInputs.add(input.getAsInt());
    } else if (known != null) {
      inputsByCondition.get(known).add(input.getAsInt());
    } else if (values.add(positive, inputsByCondition.size())) {
      addNew(positive, operand, input.getAsInt());
    } else {
      return false;
    }
    return true;
  }

  /** Sets the input that may change with any value of the trait. */
  void value(int input) {
    valueInput = input;
  }

  TraitConditions compile() {
    return new TraitConditions(
        new ConditionIndex(values),
        new ConditionIndex(elements),
        inputsByCondition.stream().map(IntArrayList::toIntArray).toArray(int[][]::new),
        presenceInputs.toIntArray(),
        valueInput);
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
