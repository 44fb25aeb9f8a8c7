package dev.kitsune.engine;

import dev.kitsune.engine.bytes.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A screen event in the making; see {@link Event#screen}. */
public final class ScreenEventBuilder extends EventBuilder<ScreenEventBuilder> {

  private final String name;
  private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();

  ScreenEventBuilder(String name) {
    super("screen");
    this.name = requireText("name", name);
  }

  /**
   * Sets a property.
   *
   * @param value JSON, as {@link JsonWriter} says
   */
  public ScreenEventBuilder property(String key, @Nullable Object value) {
    properties.put(key, value);
    return this;
  }

  /** Sets each of these properties. */
  public ScreenEventBuilder properties(Map<String, ? extends @Nullable Object> more) {
    Objects.requireNonNull(more, "properties").forEach(this::property);
    return this;
  }

  @Override
  ScreenEventBuilder self() {
    return this;
  }

  @Override
  void write(JsonWriter json) {
    json.member(NAME, name).member(PROPERTIES, properties);
  }
}
