package dev.kitsune.engine.audience;

/** What a where condition reads of an event; condition ids: audiences.md, Where conditions. */
public enum EventField {
  PAGE_URL,
  PAGE_PATH,
  /** The query parameter that the condition names. */
  PAGE_QUERY,
  PAGE_REFERRER,
  CAMPAIGN_NAME,
  CAMPAIGN_SOURCE,
  CAMPAIGN_MEDIUM,
  CAMPAIGN_TERM,
  CAMPAIGN_CONTENT,
  /** The property at the path that the condition names. */
  PROPERTIES
}
