package dev.kitsune.engine.audience;

import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.catalog.EnvironmentDefinition;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.catalog.EnvironmentSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Audiences twice: compiled as an environment, and as rules for the interpreter. */
final class OracleEnvironment {
  private final List<AudienceDefinition> audiences;
  private final List<AudienceRule> rules = new ArrayList<>();
  private final Set<ModelCounter> counters = new HashSet<>();
  /* By identity, for speed. */
  private final IdentityHashMap<AudienceRule, Boolean> isCounted = new IdentityHashMap<>();
  private final EnvironmentRef ref;

  OracleEnvironment(List<AudienceDefinition> audiences) {
    this.audiences = audiences;
    Catalog catalog = new Catalog();
    catalog.swap(
        List.of(
            new EnvironmentDefinition(
                "demo", "main", 0, EnvironmentSettings.DEFAULT, audiences, List.of())));
    ref = catalog.environments().get(0);
    Map<String, AudienceRule> byId = new HashMap<>();
    for (AudienceDefinition audience : audiences) {
      byId.put(audience.id(), audience.rule());
      ModelCounter.collect(audience.rule(), counters);
    }
    for (int rank = 0; rank < audiences.size(); rank++) {
      rules.add(byId.get(ref.current().audiences().id(rank)));
    }
  }

  List<AudienceDefinition> audiences() {
    return audiences;
  }

  EnvironmentRef ref() {
    return ref;
  }

  Environment compiled() {
    return ref.current();
  }

  AudienceRule rule(int rank) {
    return rules.get(rank);
  }

  /** Whether a rule of this environment counts what a page or track rule counts. */
  boolean counts(AudienceRule counted) {
    return isCounted.computeIfAbsent(counted, rule -> counters.contains(ModelCounter.of(rule)));
  }
}
