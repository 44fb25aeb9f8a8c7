package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the conditions on traits into {@link TraitInputs}. Control plane; used once. */
final class TraitInputsCompiler {
  private final Map<TraitKey, TraitConditionsCompiler> byKey = new LinkedHashMap<>();

  /**
   * Takes in a condition. A key with a dot may be read from several traits, the one hidden by the
   * other, so that its value is not known from the one that changed.
   *
   * @param input the input that says whether it holds
   */
  void add(TraitKey key, Comparison test, Operand operand, int input) {
    if (key.readKeys().size() == 1) {
      conditions(key).add(test, operand, input);
    } else {
      key.readKeys().forEach(read -> conditions(read).addOther(input));
    }
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
