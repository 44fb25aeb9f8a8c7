package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A JSON Schema, or a part of one, as {@link SchemaReader} reads it. Immutable; control plane. */
final class Schema {
  /** What one keyword, or a few that belong together, ask of a value. */
  @FunctionalInterface
  interface Keyword {
    /** The first fault of a value that is present; null if there is none. */
    @Nullable SchemaFault faultOf(ConfigurationValue value);
  }

  private final List<Keyword> keywords;
  private final Supplier<String> expected;

  /**
   * @param expected what values it takes, for messages; asked for late, as schemas refer to each
   *     other
   */
  Schema(List<Keyword> keywords, Supplier<String> expected) {
    this.keywords = List.copyOf(keywords);
    this.expected = expected;
  }

  /** The first fault of a value that is present; null if there is none. */
  @Nullable SchemaFault faultOf(ConfigurationValue value) {
    for (Keyword keyword : keywords) {
      SchemaFault fault = keyword.faultOf(value);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  /** What values it takes, e.g. {@code a whole number from 1 to 10}. */
  String expected() {
    return expected.get();
  }
}
