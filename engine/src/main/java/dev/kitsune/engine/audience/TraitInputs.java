package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that traits are, by the traits' keys in canonical escapes. Immutable, for any thread;
 * made by {@link TraitInputsCompiler}. Data plane.
 */
final class TraitInputs {
  private final ByteKeyIndex keys;
  private final TraitConditions[] conditionsByKey;

  TraitInputs(ByteKeyIndex keys, TraitConditions[] conditionsByKey) {
    this.keys = keys;
    this.conditionsByKey = conditionsByKey;
  }

  /** Notes that a trait has another value; see {@link TraitConditions#noteChange}. */
  void noteChange(
      ByteSlice key, ByteSlice old, ByteSlice value, EventScratch scratch, ChangedInputs changed) {
    TraitConditions conditions = find(key);
    if (conditions != null) {
      conditions.noteChange(old, value, scratch, changed);
      scratch.release();
    }
  }

  private @Nullable TraitConditions find(ByteSlice key) {
    int at = keys.find(key.array(), key.offset(), key.length());
    return at == ByteKeyIndex.NONE ? null : conditionsByKey[at];
  }
}
