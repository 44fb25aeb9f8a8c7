package dev.kitsune.engine.event;

/**
 * The slots of one event in an {@link EventBatch}: each holds the tape node of a value, or {@link
 * dev.kitsune.engine.bytes.JsonTape#NONE} where the event has none.
 */
final class EventFields {
  static final int NODE = 0;
  static final int TYPE = 1;
  static final int MESSAGE_ID = 2;
  static final int ANONYMOUS_ID = 3;
  static final int USER_ID = 4;
  static final int TRAITS = 5;
  static final int EVENT_NAME = 6;
  static final int PROPERTIES = 7;
  static final int CHANNEL = 8;
  static final int CONTEXT = 9;
  static final int TIMESTAMP = 10;

  static final int PAGE = 11;
  static final int CAMPAIGN = 12;
  static final int LIBRARY = 13;
  static final int LOCATION = 14;

  static final int PAGE_PATH = 15;
  static final int PAGE_QUERY = 16;
  static final int PAGE_REFERRER = 17;
  static final int PAGE_SEARCH = 18;
  static final int PAGE_URL = 19;

  static final int CAMPAIGN_NAME = 20;
  static final int CAMPAIGN_SOURCE = 21;
  static final int CAMPAIGN_MEDIUM = 22;
  static final int CAMPAIGN_TERM = 23;
  static final int CAMPAIGN_CONTENT = 24;

  static final int COMPONENT_ID = 25;

  /** Slots per event. */
  static final int COUNT = 26;

  private EventFields() {}
}
