package dev.kitsune.engine.audience;

import java.util.Map;
import java.util.stream.Collectors;

/** A visitor for tests of other packages, judged by {@link AudienceInterpreter}. */
public final class OracleVisitor {
  private final ModelProfile profile = new ModelProfile();

  /** Takes in an event, as JSON, with its traits. */
  public void apply(String event) {
    profile.apply(ModelJson.parse(event));
  }

  /**
   * Takes in what happened to another visitor.
   *
   * @param traits of both, as JSON by key without quotes, in the end
   */
  public void merge(OracleVisitor other, Map<String, String> traits) {
    profile.events.addAll(other.profile.events);
    profile.traits.clear();
    String json =
        traits.entrySet().stream()
            .map(trait -> "\"" + trait.getKey() + "\":" + trait.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    profile.traits.putAll(ModelJson.parse(json).members());
  }

  public void location(Map<String, String> texts) {
    profile.location.clear();
    profile.location.putAll(texts);
  }

  public void sessionCount(int count) {
    profile.sessionCount = count;
  }

  public boolean isIn(AudienceDefinition audience) {
    return AudienceInterpreter.matches(audience.rule(), profile);
  }

  public OracleVisitor copy() {
    OracleVisitor copy = new OracleVisitor();
    profile.events.forEach(happened -> copy.profile.events.add(happened.copy()));
    copy.profile.traits.putAll(profile.traits);
    copy.profile.location.putAll(profile.location);
    copy.profile.sessionCount = profile.sessionCount;
    return copy;
  }
}
