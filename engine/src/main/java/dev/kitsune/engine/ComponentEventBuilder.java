package dev.kitsune.engine;

import dev.kitsune.engine.bytes.JsonName;
import dev.kitsune.engine.bytes.JsonWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A component event in the making; see {@link Event#component}. */
public final class ComponentEventBuilder extends EventBuilder<ComponentEventBuilder> {
  private static final JsonName COMPONENT_ID = JsonName.of("componentId");
  private static final JsonName COMPONENT_TYPE = JsonName.of("componentType");
  private static final JsonName EXPERIENCE_ID = JsonName.of("experienceId");
  private static final JsonName VARIANT_INDEX = JsonName.of("variantIndex");
  private static final JsonName VIEW_ID = JsonName.of("viewId");
  private static final JsonName VIEW_DURATION_MS = JsonName.of("viewDurationMs");

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
    json.member(COMPONENT_ID, componentId)
        .member(COMPONENT_TYPE, componentType)
        .member(EXPERIENCE_ID, experienceId)
        .member(VARIANT_INDEX, variantIndex)
        .member(VIEW_ID, viewId)
        .member(VIEW_DURATION_MS, viewDurationMs);
  }
}
