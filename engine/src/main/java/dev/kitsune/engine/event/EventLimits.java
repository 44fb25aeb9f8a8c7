package dev.kitsune.engine.event;

import dev.kitsune.engine.bytes.JsonLimits;

/**
 * How much one request may hold; source: profiles.md, Limits. Lengths are bytes; an id's length is
 * that of its UTF-8 text.
 */
public record EventLimits(
    JsonLimits json,
    int bodyLengthMax,
    int eventCountMax,
    int identifyCountMax,
    int idLengthMax,
    int eventTraitsLengthMax) {
  /** The documented limits. */
  public static final EventLimits DEFAULT =
      new EventLimits(JsonLimits.DEFAULT, 1 << 20, 200, 50, 256, 32 * 1024);
}
