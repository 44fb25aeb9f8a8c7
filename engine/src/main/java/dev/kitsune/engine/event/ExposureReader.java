package dev.kitsune.engine.event;

import dev.kitsune.engine.bytes.JsonNumber;
import dev.kitsune.engine.bytes.JsonTape;

/**
 * Reads which variant of which experience a component event says was seen. Both members are
 * optional; what is not understood makes the event no exposure and never refuses it. Owned by one
 * thread. Data plane.
 */
final class ExposureReader {
  private static final int VARIANT_INDEX_MAX = 0xFFFF;

  private final JsonTape tape;

  ExposureReader(JsonTape tape) {
    this.tape = tape;
  }

  /** Makes the slot of the index the index; the slot of the experience is empty without both. */
  void read(int[] fields, int base) {
    int experience = fields[base + EventFields.EXPERIENCE_ID];
    int variantIndex = variantIndex(fields[base + EventFields.VARIANT_INDEX]);
    fields[base + EventFields.VARIANT_INDEX] = variantIndex;
    if (variantIndex == JsonTape.NONE || !isId(experience)) {
      fields[base + EventFields.EXPERIENCE_ID] = JsonTape.NONE;
    }
  }

  private boolean isId(int node) {
    return node != JsonTape.NONE && tape.kind(node) == JsonTape.STRING && tape.length(node) > 0;
  }

  private int variantIndex(int node) {
    if (node == JsonTape.NONE || tape.kind(node) != JsonTape.NUMBER) {
      return JsonTape.NONE;
    }
    double number = JsonNumber.toDouble(tape.bytes(), tape.start(node), tape.length(node));
    boolean isIndex = number >= 0 && number <= VARIANT_INDEX_MAX && number == Math.rint(number);
    return isIndex ? (int) number : JsonTape.NONE;
  }
}
