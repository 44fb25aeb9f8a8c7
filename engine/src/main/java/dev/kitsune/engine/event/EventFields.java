package dev.kitsune.engine.event;

/**
 * The slots of one event in an {@link EventBatch}: each holds the tape node of a value, or {@link
 * dev.kitsune.engine.bytes.JsonTape#NONE} where the event has none.
 */
final class EventFields {
  static final int TYPE = 0;
  static final int MESSAGE_ID = 1;
  static final int ANONYMOUS_ID = 2;
  static final int USER_ID = 3;
  static final int TRAITS = 4;
  static final int EVENT_NAME = 5;
  static final int PROPERTIES = 6;
  static final int CHANNEL = 7;
  static final int CONTEXT = 8;
  static final int TIMESTAMP = 9;

  static final int PAGE = 10;
  static final int CAMPAIGN = 11;
  static final int LIBRARY = 12;
  static final int LOCATION = 13;

  static final int PAGE_PATH = 14;
  static final int PAGE_QUERY = 15;
  static final int PAGE_REFERRER = 16;
  static final int PAGE_SEARCH = 17;
  static final int PAGE_URL = 18;

  static final int CAMPAIGN_NAME = 19;
  static final int CAMPAIGN_SOURCE = 20;
  static final int CAMPAIGN_MEDIUM = 21;
  static final int CAMPAIGN_TERM = 22;
  static final int CAMPAIGN_CONTENT = 23;

  static final int COMPONENT_ID = 24;
  static final int EXPERIENCE_ID = 25;

  /** The node while the event is read; then the number itself, by {@link ExposureReader}. */
  static final int VARIANT_INDEX = 26;

  static final int USER_AGENT = 27;

  /** Slots per event. */
  static final int COUNT = 28;

  private EventFields() {}
}
