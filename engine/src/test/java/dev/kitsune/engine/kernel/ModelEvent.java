package dev.kitsune.engine.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as the model sees it, beside its JSON.
 *
 * @param anonymousId of a batch's event; else empty
 * @param userId of an identify event; else empty
 * @param traits JSON texts by key
 * @param location members' JSON texts; null where the event gives none
 * @param page JSON text of the landing page that the event would make; null if it tells no page
 * @param timestampMs null where it tells none that can be read
 * @param exposure what a component event says was seen; null where it is none
 */
record ModelEvent(
    String json,
    String anonymousId,
    String userId,
    Map<String, String> traits,
    @Nullable Map<String, String> location,
    @Nullable String page,
    @Nullable Long timestampMs,
    @Nullable Exposure exposure) {
  /** A variant of an experience. */
  record Exposure(String experienceId, int variantIndex) {}
}
