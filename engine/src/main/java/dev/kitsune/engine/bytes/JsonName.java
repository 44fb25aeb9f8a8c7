package dev.kitsune.engine.bytes;

/**
 * A member's name that is known beforehand, as {@link JsonWriter} writes it: in quotes, with its
 * colon. Immutable, for any thread.
 *
 * @param text the name
 * @param first what begins an object's first member
 * @param following what begins any other one: with a comma
 */
public record JsonName(String text, ShortRun first, ShortRun following) {
  /**
   * The name of these ASCII characters, none of which needs an escape.
   *
   * @throws IllegalArgumentException if it is longer than 28 characters
   */
  public static JsonName of(String ascii) {
    return new JsonName(
        ascii, ShortRun.ascii("\"" + ascii + "\":"), ShortRun.ascii(",\"" + ascii + "\":"));
  }
}
