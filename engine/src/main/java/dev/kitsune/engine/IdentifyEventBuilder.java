package dev.kitsune.engine;

import dev.kitsune.engine.bytes.JsonName;
import dev.kitsune.engine.bytes.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An identify event in the making; see {@link Event#identify}. */
public final class IdentifyEventBuilder extends EventBuilder<IdentifyEventBuilder> {
  private static final JsonName USER_ID = JsonName.of("userId");
  private static final JsonName TRAITS = JsonName.of("traits");

  private final String userId;
  private final Map<String, @Nullable Object> traits = new LinkedHashMap<>();

  IdentifyEventBuilder(String userId) {
    super("identify");
    this.userId = requireId("userId", userId);
  }

  /**
   * Sets a trait.
   *
   * @param value JSON, as {@link JsonWriter} says
   */
  public IdentifyEventBuilder trait(String key, @Nullable Object value) {
    traits.put(key, value);
    return this;
  }

  /** Sets each of these traits. */
  public IdentifyEventBuilder traits(Map<String, ? extends @Nullable Object> more) {
    Objects.requireNonNull(more, "traits").forEach(this::trait);
    return this;
  }

  @Override
  IdentifyEventBuilder self() {
    return this;
  }

  @Override
  void write(JsonWriter json) {
    json.member(USER_ID, userId);
    int start = json.length() + TRAITS.following().length();
    json.member(TRAITS, traits);
    if (json.length() - start > LIMITS.eventTraitsLengthMax()) {
      throw new IllegalArgumentException(
          "traits must be at most " + LIMITS.eventTraitsLengthMax() + " bytes");
    }
  }
}
