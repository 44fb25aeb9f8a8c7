package dev.kitsune.engine;

import dev.kitsune.engine.bytes.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A page view in the making; see {@link Event#page}. */
public final class PageEventBuilder extends EventBuilder<PageEventBuilder> {
  private static final int PROPERTIES_MAX = LIMITS.json().keyCountMax() - Page.MEMBER_COUNT;

  private final Page page;
  private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();

  PageEventBuilder(Page page) {
    super("page");
    this.page = Objects.requireNonNull(page, "page");
  }

  /**
   * Sets a property besides those of the page.
   *
   * @param value JSON, as {@link JsonWriter} says
   * @throws IllegalArgumentException if the name is one of the page's: path, query, referrer,
   *     search, url
   */
  public PageEventBuilder property(String name, @Nullable Object value) {
    if (Page.isMember(Objects.requireNonNull(name, "property name"))) {
      throw new IllegalArgumentException("properties." + name + " must be the page's");
    }
    properties.put(name, value);
    return this;
  }

  /** Sets each of these properties. */
  public PageEventBuilder properties(Map<String, ? extends @Nullable Object> more) {
    Objects.requireNonNull(more, "properties").forEach(this::property);
    return this;
  }

  @Override
  PageEventBuilder self() {
    return this;
  }

  @Override
  void write(JsonWriter json) {
    if (properties.size() > PROPERTIES_MAX) {
      throw new IllegalArgumentException(
          "properties must have at most " + LIMITS.json().keyCountMax() + " keys");
    }
    page.write(json.beginMember(PROPERTIES));
    properties.forEach(json::nullableMember);
    json.endMember();
  }
}
