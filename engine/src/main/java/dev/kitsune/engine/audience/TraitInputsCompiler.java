package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** Collects the conditions on traits into {@link TraitInputs}. Control plane; used once. */
final class TraitInputsCompiler {
  private final Map<TraitKey, TraitConditionsCompiler> byKey = new LinkedHashMap<>();

  /**
   * Takes in a condition if it can be found from values. A key with a dot may be read from several
   * traits, the one hidden by the other, so that its value is not known from the one that changed.
   *
   * @param input asked for the input that says whether it holds, if so
   * @return whether so
   */
  boolean add(TraitKey key, Comparison test, Operand operand, IntSupplier input) {
    return key.readKeys().size() == 1 && conditions(key).add(test, operand, input);
  }

  /** Takes in the input that may change with any value of a trait; one for each key. */
  void addValue(TraitKey key, int input) {
    conditions(key).value(input);
  }

  TraitInputs compile() {
    return new TraitInputs(
        new ByteKeyIndex(byKey.keySet().stream().map(TraitKey::canonical).toList()),
        byKey.values().stream()
            .map(TraitConditionsCompiler::compile)
            .toArray(TraitConditions[]::new));
  }

  private TraitConditionsCompiler conditions(TraitKey key) {
    return byKey.computeIfAbsent(key, k -> new TraitConditionsCompiler());
  }
}
