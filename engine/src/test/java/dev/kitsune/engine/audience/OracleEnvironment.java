package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.catalog.EnvironmentDefinition;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.catalog.EnvironmentSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Audiences twice: compiled as an environment, and as rules for the interpreter. */
final class OracleEnvironment {
  private final List<AudienceDefinition> audiences;
  private final List<AudienceRule> rules = new ArrayList<>();
  private final Set<ModelCounter> counters = new HashSet<>();
  private final Map<ModelCounter, Counted> windowed = new LinkedHashMap<>();
  private final Map<ModelCounter, Integer> newestNeeded = new HashMap<>();
  private final Map<String, AudienceRule> byId = new HashMap<>();
  private final EnvironmentRef ref;
  private final Environment compiled;

  private OracleEnvironment(List<AudienceDefinition> audiences, Catalog catalog) {
    this.audiences = audiences;
    catalog.swap(
        List.of(
            new EnvironmentDefinition(
                "demo", "main", 0, EnvironmentSettings.DEFAULT, audiences, List.of())));
    ref = catalog.environments().get(0);
    compiled = ref.current();
    for (AudienceDefinition audience : audiences) {
      byId.put(audience.id(), audience.rule());
      addCounted(audience.rule());
    }
    for (int rank = 0; rank < audiences.size(); rank++) {
      rules.add(byId.get(compiled.audiences().id(rank)));
    }
  }

  /** The versions of one environment, each compiled after the one before. */
  static List<OracleEnvironment> versions(List<List<AudienceDefinition>> versions) {
    Catalog catalog = new Catalog();
    List<OracleEnvironment> environments = new ArrayList<>();
    versions.forEach(audiences -> environments.add(new OracleEnvironment(audiences, catalog)));
    return environments;
  }

  List<AudienceDefinition> audiences() {
    return audiences;
  }

  EnvironmentRef ref() {
    return ref;
  }

  Environment compiled() {
    return compiled;
  }

  AudienceRule rule(int rank) {
    return rules.get(rank);
  }

  Map<String, AudienceRule> byId() {
    return byId;
  }

  /** Whether a rule of this environment counts what a counted rule counts. */
  boolean counts(Counted rule) {
    return counters.contains(ModelCounter.of(rule));
  }

  /** Lets a profile forget what windowed rules need no more. */
  void forget(ModelProfile profile) {
    windowed.forEach(
        (counter, rule) -> profile.keepNewest(rule, newestNeeded.getOrDefault(counter, 1)));
  }

  private void addCounted(AudienceRule audience) {
    List<Counted> counted = new ArrayList<>();
    ModelCounter.collect(audience, counted);
    for (Counted rule : counted) {
      ModelCounter counter = ModelCounter.of(rule);
      counters.add(counter);
      if (rule.isWindowed()) {
        windowed.putIfAbsent(counter, rule);
        newestNeeded.merge(counter, newestNeeded(rule), Math::max);
      }
    }
  }

  /* To know whether there are K matches, K are enough; whether exactly or more, one more. */
  private static int newestNeeded(Counted rule) {
    boolean isDecidedByK =
        rule.operator() == Operator.GREATER_THAN_INCLUSIVE || rule.operator() == Operator.LESS_THAN;
    return Math.max(1, isDecidedByK ? rule.count() : rule.count() + 1);
  }
}
