package dev.kitsune.engine;

import dev.kitsune.engine.bytes.JsonWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A component event in the making; see {@link Event#component}. */
public final class ComponentEventBuilder extends EventBuilder<ComponentEventBuilder> {
  private final String componentId;
  private @Nullable String componentType;
  private @Nullable String experienceId;
  private @Nullable Integer variantIndex;
  private @Nullable String viewId;
  private @Nullable Long viewDurationMs;

  ComponentEventBuilder(String componentId) {
    super("component");
    this.componentId = Objects.requireNonNull(componentId, "componentId");
  }

  /** What the component is, such as {@code Entry} or {@code Variable}. */
  public ComponentEventBuilder componentType(String type) {
    componentType = Objects.requireNonNull(type, "componentType");
    return this;
  }

  /** Makes the event an exposure: the component was seen in this variant of an experience. */
  public ComponentEventBuilder experience(String newExperienceId, int newVariantIndex) {
    experienceId = requireText("experienceId", newExperienceId);
    if (newVariantIndex < 0) {
      throw new IllegalArgumentException("variantIndex must not be negative");
    }
    variantIndex = newVariantIndex;
    return this;
  }

  /** Which view of the component it was, and how long it has lasted. */
  public ComponentEventBuilder view(String newViewId, long durationMs) {
    viewId = requireText("viewId", newViewId);
    viewDurationMs = durationMs;
    return this;
  }

  @Override
  ComponentEventBuilder self() {
    return this;
  }

  @Override
  void write(JsonWriter json) {
    json.member("componentId", componentId)
        .member("componentType", componentType)
        .member("experienceId", experienceId)
        .member("variantIndex", variantIndex)
        .member("viewId", viewId)
        .member("viewDurationMs", viewDurationMs);
  }
}
