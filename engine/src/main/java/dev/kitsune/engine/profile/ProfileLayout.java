package dev.kitsune.engine.profile;

/**
 * Byte layout of a profile record, version 2; little-endian, offsets from the record's start.
 *
 * <pre>
 *  0   u16 layout version     2  u16 flags
 *  4   u32 truth length: header, table and sections up to the derived part
 *  8   i64 first seen ms      (event time)
 *  16  i64 last event ms      (event time, never turned back)
 *  24  i64 last receipt ms    (server's clock, never turned back)
 *  32  i64 session start ms   (event time of the session's first event)
 *  40  i64 seconds of all ended sessions together
 *  48  u64 session id, high   56  u64 session id, low
 *  64  i64 when a location was last given, ms of the server's clock; 0 if never
 *  72  u32 session count
 *  76  u8  length of random's text   77  random's text, as answered, 23 bytes
 *  100 u32 x 13 lengths of the sections, in the order of {@link Section}
 *  152 the sections, one behind the other
 *  truth length: the derived part ({@link DerivedPart}), to the record's end
 * </pre>
 *
 * The truth is what events told; the derived part can be rebuilt from it and an environment.
 * Changing the truth's layout means a new version number and a reader for the old one.
 */
final class ProfileLayout {
  static final int VERSION = 2;

  /** Has digests of runs and of events in a section each; becomes the present one when loaded. */
  static final int FIRST_VERSION = 1;

  static final int VERSION_OFFSET = 0;
  static final int FLAGS_OFFSET = VERSION_OFFSET + Short.BYTES;
  static final int TRUTH_LENGTH_OFFSET = FLAGS_OFFSET + Short.BYTES;
  static final int FIRST_SEEN_MS_OFFSET = TRUTH_LENGTH_OFFSET + Integer.BYTES;
  static final int LAST_EVENT_MS_OFFSET = FIRST_SEEN_MS_OFFSET + Long.BYTES;
  static final int LAST_RECEIPT_MS_OFFSET = LAST_EVENT_MS_OFFSET + Long.BYTES;
  static final int SESSION_START_MS_OFFSET = LAST_RECEIPT_MS_OFFSET + Long.BYTES;
  static final int PAST_SESSIONS_S_OFFSET = SESSION_START_MS_OFFSET + Long.BYTES;
  static final int SESSION_ID_HIGH_OFFSET = PAST_SESSIONS_S_OFFSET + Long.BYTES;
  static final int SESSION_ID_LOW_OFFSET = SESSION_ID_HIGH_OFFSET + Long.BYTES;
  static final int LOCATION_RECEIPT_MS_OFFSET = SESSION_ID_LOW_OFFSET + Long.BYTES;
  static final int SESSION_COUNT_OFFSET = LOCATION_RECEIPT_MS_OFFSET + Long.BYTES;
  static final int RANDOM_LENGTH_OFFSET = SESSION_COUNT_OFFSET + Integer.BYTES;
  static final int RANDOM_TEXT_OFFSET = RANDOM_LENGTH_OFFSET + Byte.BYTES;
  static final int RANDOM_TEXT_LENGTH_MAX = 23;
  static final int SECTION_TABLE_OFFSET = RANDOM_TEXT_OFFSET + RANDOM_TEXT_LENGTH_MAX;
  static final int SECTIONS_OFFSET = SECTION_TABLE_OFFSET + Section.COUNT * Integer.BYTES;

  /** The profile was named by its own id in an identify event. */
  static final int FLAG_SELF_IDENTIFIED = 1;

  private ProfileLayout() {}
}
