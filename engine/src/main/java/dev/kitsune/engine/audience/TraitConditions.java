package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.CheckedJson;

/**
 * The conditions on one trait, and which of them come out another way at a new value: found from
 * the old value and the new one, so that those that stay as they were cost nothing. A negation
 * changes with what it negates, and is one condition with it. Immutable, for any thread; made by
 * {@link TraitConditionsCompiler}. Data plane.
 */
final class TraitConditions {
  private final ConditionIndex values;
  private final ConditionIndex elements;
  private final int[][] inputsByCondition;
  private final int[] presenceInputs;
  private final int valueInput;

  /**
   * @param values conditions on the trait's text
   * @param elements those of them that look inside, on the elements of an array
   * @param inputsByCondition which inputs change with a condition
   * @param presenceInputs which change where the trait comes or goes
   * @param valueInput which may change with any value, or {@link AudienceSet#NO_INPUT}
   */
  TraitConditions(
      ConditionIndex values,
      ConditionIndex elements,
      int[][] inputsByCondition,
      int[] presenceInputs,
      int valueInput) {
    this.values = values;
    this.elements = elements;
    this.inputsByCondition = inputsByCondition;
    this.presenceInputs = presenceInputs;
    this.valueInput = valueInput;
  }

  /**
   * Notes the inputs that a new value changes.
   *
   * @param old JSON text without insignificant white space; empty if there was no such trait
   * @param value likewise, not empty
   */
  void noteChange(ByteSlice old, ByteSlice value, EventScratch scratch, ChangedInputs changed) {
    changed.add(valueInput);
    if (isThere(old) != isThere(value)) {
      note(presenceInputs, changed);
    }
    if (inputsByCondition.length == 0) {
      return;
    }
    hold(old, scratch, scratch.conditionsBefore);
    hold(value, scratch, scratch.conditions);
    for (int word = 0; word < (inputsByCondition.length + 63) >>> 6; word++) {
      long bits = scratch.conditionsBefore.word(word) ^ scratch.conditions.word(word);
      for (; bits != 0; bits &= bits - 1) {
        note(inputsByCondition[(word << 6) + Long.numberOfTrailingZeros(bits)], changed);
      }
    }
  }

  private void hold(ByteSlice value, EventScratch scratch, HeldConditions held) {
    held.clear(inputsByCondition.length);
    if (!isThere(value)) {
      return;
    }
    byte[] json = value.array();
    ByteSlice text = scratch.text;
    JsonComparison.findText(json, value.offset(), value.length(), scratch.decoded, text);
    values.hold(text.array(), text.offset(), text.length(), held);
    if (json[value.offset()] == '[') {
      holdElements(json, value.offset(), scratch, held);
    } else {
      values.holdParts(text.array(), text.offset(), text.length(), held);
    }
  }

  private void holdElements(byte[] json, int array, EventScratch scratch, HeldConditions held) {
    ByteSlice text = scratch.text;
    int at = CheckedJson.nextElement(json, array + 1);
    while (json[at] != ']') {
      int end = CheckedJson.valueEnd(json, at);
      if (json[at] != 'n') {
        JsonComparison.findText(json, at, end - at, scratch.decoded, text);
        elements.hold(text.array(), text.offset(), text.length(), held);
      }
      at = CheckedJson.nextElement(json, end);
    }
  }

  /* Null is as good as no trait. */
  private static boolean isThere(ByteSlice value) {
    return value.length() > 0 && value.at(0) != 'n';
  }

  private static void note(int[] inputs, ChangedInputs changed) {
    for (int input : inputs) {
      changed.add(input);
    }
  }
}
