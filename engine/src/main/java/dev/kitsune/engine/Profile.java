package dev.kitsune.engine;

import dev.kitsune.engine.bytes.OrderedMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profile as it was when the engine answered. Immutable, for any thread.
 *
 * @param id the profile's id
 * @param stableId the id at creation, which decides the variants
 * @param random a number in [0, 1), drawn at creation
 * @param audiences the ids of the audiences that the profile is in, in the order of answers
 * @param traits JSON as Java values, as {@link dev.kitsune.engine.bytes.JsonValues} says; in the
 *     order in which they came
 * @param location where the visitor is
 * @param session the present session
 */
public record Profile(
    String id,
    String stableId,
    double random,
    List<String> audiences,
    Map<String, @Nullable Object> traits,
    Location location,
    Session session) {
  /** Copies audiences and traits. */
  public Profile {
    audiences = List.copyOf(audiences);
    traits = OrderedMap.copyOf(traits);
  }
}
