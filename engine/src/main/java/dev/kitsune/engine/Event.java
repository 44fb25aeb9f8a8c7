package dev.kitsune.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One event, checked and complete: what a visitor did, to be given to {@link
 * ExperienceEngine#update} and its like. Immutable, for any thread. An event is its JSON: given
 * again in a later request, as itself or by its {@link #json}, it is a replay and changes nothing.
 *
 * <pre>{@code
 * Event.page(Page.of("https://example.com/pricing")).locale("de-AT").build()
 * Event.track("add_to_cart").property("price", 9.5).build()
 * Event.identify("user-7").trait("stage", "lead").build()
 * }</pre>
 */
public final class Event {
  private final byte[] json;

  Event(byte[] json) {
    this.json = json;
  }

  /** Begins a page view. */
  public static PageEventBuilder page(Page page) {
    return new PageEventBuilder(page);
  }

  /**
   * Begins an event of this name.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public static TrackEventBuilder track(String name) {
    return new TrackEventBuilder(name);
  }

  /**
   * Begins an event that names the visitor, brings traits, or both.
   *
   * @param userId an id that is to be the profile's, too, up to 256 bytes of UTF-8; empty for
   *     traits only
   * @throws IllegalArgumentException if it is longer, or has half of a surrogate pair
   */
  public static IdentifyEventBuilder identify(String userId) {
    return new IdentifyEventBuilder(userId);
  }

  /** Begins an event that says that a component was seen. */
  public static ComponentEventBuilder component(String componentId) {
    return new ComponentEventBuilder(componentId);
  }

  /** Begins a view of an app's screen. */
  public static ScreenEventBuilder screen(String name) {
    return new ScreenEventBuilder(name);
  }

  /** The event as the Experience API writes it: an element of a request's {@code events}. */
  public String json() {
    return new String(json, StandardCharsets.UTF_8);
  }

  /** Not to be written to. */
  byte[] utf8() {
    return json;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Event event && Arrays.equals(json, event.json);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(json);
  }

  /** The event's JSON. */
  @Override
  public String toString() {
    return json();
  }
}
