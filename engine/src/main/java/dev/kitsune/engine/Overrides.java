package dev.kitsune.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What one call forces of its own decision, for previews: audiences in or out, variants of
 * experiences. A forced variant applies whatever audience, traffic, exclusion group and kept
 * variant say; a forced audience has its experiences decided as usual, and audiences that read it
 * stay as they are. Nothing of it is stored, though the call's events are. An environment takes it
 * only where its {@code settings.overrides} is true. Immutable, for any thread.
 *
 * <pre>{@code
 * Overrides.builder().audience("aud-spring", true).variant("exp-hero", 1).build()
 * }</pre>
 */
public final class Overrides {
  private final byte[] json;

  Overrides(byte[] json) {
    this.json = json;
  }

  /** Begins with nothing forced. */
  public static OverridesBuilder builder() {
    return new OverridesBuilder();
  }

  /** What is forced as a request's {@code options.overrides}. */
  public String json() {
    return new String(json, StandardCharsets.UTF_8);
  }

  /** Not to be written to. */
  byte[] utf8() {
    return json;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Overrides overrides && Arrays.equals(json, overrides.json);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(json);
  }

  /** The JSON. */
  @Override
  public String toString() {
    return json();
  }
}
