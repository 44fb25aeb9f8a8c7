package dev.kitsune.engine.audience;

/** What a where condition reads of an event: audiences.md, Where conditions. */
public enum EventField {
  PAGE_URL("context_page_url"),
  PAGE_PATH("context_page_path"),
  /** The query parameter that the condition names. */
  PAGE_QUERY("context_page_query"),
  PAGE_REFERRER("context_page_referrer"),
  CAMPAIGN_NAME("context_campaign_name"),
  CAMPAIGN_SOURCE("context_campaign_source"),
  CAMPAIGN_MEDIUM("context_campaign_medium"),
  CAMPAIGN_TERM("context_campaign_term"),
  CAMPAIGN_CONTENT("context_campaign_content"),
  /** The property at the path that the condition names. */
  PROPERTIES("properties"),
  /** The index of the variant that was seen; of component events only. */
  VARIANT_INDEX("variant_index");

  private final String conditionId;

  EventField(String conditionId) {
    this.conditionId = conditionId;
  }

  /** The condition's {@code key.id} in configurations. */
  public String conditionId() {
    return conditionId;
  }

  /** Whether this is a field of component events, else one of page and track events. */
  public boolean isOfExposures() {
    return this == VARIANT_INDEX;
  }

  /** Whether a condition on this field names a part of it in {@code key.value}. */
  public boolean isNamed() {
    return this == PAGE_QUERY || this == PROPERTIES;
  }
}
