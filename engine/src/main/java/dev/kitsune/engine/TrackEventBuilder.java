package dev.kitsune.engine;

import dev.kitsune.engine.bytes.JsonName;
import dev.kitsune.engine.bytes.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A track event in the making; see {@link Event#track}. */
public final class TrackEventBuilder extends EventBuilder<TrackEventBuilder> {
  private static final JsonName EVENT = JsonName.of("event");

  private final String name;
  private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();

  TrackEventBuilder(String name) {
    super("track");
    this.name = requireText("event", name);
  }

  /**
   * Sets a property.
   *
   * @param value JSON, as {@link JsonWriter} says
   */
  public TrackEventBuilder property(String key, @Nullable Object value) {
    properties.put(key, value);
    return this;
  }

  /** Sets each of these properties. */
  public TrackEventBuilder properties(Map<String, ? extends @Nullable Object> more) {
    Objects.requireNonNull(more, "properties").forEach(this::property);
    return this;
  }

  @Override
  TrackEventBuilder self() {
    return this;
  }

  @Override
  void write(JsonWriter json) {
    json.member(EVENT, name).member(PROPERTIES, properties);
  }
}
