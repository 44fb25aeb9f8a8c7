package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonWriter;
import dev.kitsune.engine.event.EventLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Overrides in the making; see {@link Overrides#builder}. What an environment does not know, or is
 * given twice, the engine refuses when a call brings it. Owned by one thread.
 */
public final class OverridesBuilder {
  /* The request's object and its options stand around overrides. */
  private static final int DEPTH_AROUND = 2;

  private final List<Map<String, Object>> audiences = new ArrayList<>();
  private final List<Map<String, Object>> experiences = new ArrayList<>();

  OverridesBuilder() {}

  /**
   * Has the profile be in an audience, or not, whatever its rules say.
   *
   * @param isMember whether it is in
   */
  public OverridesBuilder audience(String audienceId, boolean isMember) {
    audiences.add(pair("audienceId", audienceId, "isMember", isMember));
    return this;
  }

  /**
   * Has an experience apply with this variant.
   *
   * @param variantIndex 0 for the baseline
   */
  public OverridesBuilder variant(String experienceId, int variantIndex) {
    experiences.add(pair("experienceId", experienceId, "variantIndex", variantIndex));
    return this;
  }

  /**
   * The overrides. The builder may be used on.
   *
   * @throws IllegalArgumentException if an id is longer than 64 KiB
   */
  public Overrides build() {
    ByteSink out = new ByteSink(256);
    JsonWriter json = new JsonWriter(out, EventLimits.DEFAULT.json(), DEPTH_AROUND);
    json.beginObject().member("audiences", audiences).member("experiences", experiences);
    json.endObject();
    return new Overrides(out.toBytes());
  }

  private static Map<String, Object> pair(String idName, String id, String name, Object value) {
    Map<String, Object> pair = new LinkedHashMap<>();
    pair.put(idName, Objects.requireNonNull(id, idName));
    pair.put(name, value);
    return pair;
  }
}
