package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.LittleEndian;
import java.util.Arrays;

/**
 * A worker's copy of one profile record, read and changed in place; {@link ProfileLayout} draws its
 * bytes. Owned by one thread; what is changed here reaches nobody until the executor writes it
 * back. Data plane.
 */
public final class ProfileRecord {
  private final ByteSink bytes = new ByteSink(2_048);

  /** The record's bytes, {@code [0, length())}; a store reads into it and writes from it. */
  public ByteSink bytes() {
    return bytes;
  }

  /**
   * Checks what a store read; of an earlier version it becomes one of the present.
   *
   * @throws IllegalStateException if it is no record of a known version
   */
  public void check() {
    int version =
        bytes.length() < ProfileLayout.SECTIONS_OFFSET ? 0 : LittleEndian.getShort(array(), 0);
    if (!isVersion(version) || truthLength() > bytes.length()) {
      throw new IllegalStateException(
          "no profile record: version " + version + ", " + bytes.length() + " bytes");
    }
    if (version == ProfileLayout.FIRST_VERSION) {
      DigestRing.joinKinds(this);
      LittleEndian.putShort(array(), ProfileLayout.VERSION_OFFSET, ProfileLayout.VERSION);
    }
  }

  private static boolean isVersion(int version) {
    return version == ProfileLayout.VERSION || version == ProfileLayout.FIRST_VERSION;
  }

  /** Whether bytes from outside the process are the truth of a record, of a known version. */
  public static boolean isTruth(byte[] bytes, int offset, int length) {
    return length >= ProfileLayout.SECTIONS_OFFSET
        && isVersion(LittleEndian.getShort(bytes, offset))
        && LittleEndian.getInt(bytes, offset + ProfileLayout.TRUTH_LENGTH_OFFSET) == length;
  }

  /** Becomes the record of a profile that has seen nothing yet. */
  public void begin(byte[] id, int idOffset, int idLength) {
    bytes.clear();
    byte[] array = bytes.reserve(ProfileLayout.SECTIONS_OFFSET);
    Arrays.fill(array, 0, ProfileLayout.SECTIONS_OFFSET, (byte) 0);
    bytes.advance(ProfileLayout.SECTIONS_OFFSET);
    LittleEndian.putShort(array, ProfileLayout.VERSION_OFFSET, ProfileLayout.VERSION);
    LittleEndian.putInt(array, ProfileLayout.TRUTH_LENGTH_OFFSET, ProfileLayout.SECTIONS_OFFSET);
    replaceSection(Section.ID, id, idOffset, idLength);
  }

  /** Becomes a copy of another record. */
  public void copyFrom(ProfileRecord other) {
    bytes.clear();
    bytes.put(other.bytes.array(), 0, other.bytes.length());
  }

  public ByteSlice id(ByteSlice id) {
    return section(Section.ID, id);
  }

  /** The id at creation, which decides the variants; it survives merges. */
  public ByteSlice stableId(ByteSlice id) {
    return section(isStableIdTheId() ? Section.ID : Section.STABLE_ID, id);
  }

  /** Whether the profile still has the id at its creation. */
  public boolean isStableIdTheId() {
    return sectionLength(Section.STABLE_ID) == 0;
  }

  /** The session's landing page as JSON; empty until a page was seen. */
  public ByteSlice landingPage(ByteSlice json) {
    return section(Section.LANDING_PAGE, json);
  }

  public void landingPage(byte[] json, int offset, int length) {
    replaceSection(Section.LANDING_PAGE, json, offset, length);
  }

  /** The number in [0, 1) that was drawn at creation, as JSON text. */
  public ByteSlice random(ByteSlice text) {
    int length = array()[ProfileLayout.RANDOM_LENGTH_OFFSET];
    return text.wrap(array(), ProfileLayout.RANDOM_TEXT_OFFSET, length);
  }

  void random(byte[] text, int offset, int length) {
    if (length > ProfileLayout.RANDOM_TEXT_LENGTH_MAX) {
      throw new IllegalArgumentException("random of " + length + " characters");
    }
    array()[ProfileLayout.RANDOM_LENGTH_OFFSET] = (byte) length;
    System.arraycopy(text, offset, array(), ProfileLayout.RANDOM_TEXT_OFFSET, length);
  }

  public long firstSeenMs() {
    return getLong(ProfileLayout.FIRST_SEEN_MS_OFFSET);
  }

  void firstSeenMs(long epochMs) {
    putLong(ProfileLayout.FIRST_SEEN_MS_OFFSET, epochMs);
  }

  public long lastEventMs() {
    return getLong(ProfileLayout.LAST_EVENT_MS_OFFSET);
  }

  void lastEventMs(long epochMs) {
    putLong(ProfileLayout.LAST_EVENT_MS_OFFSET, epochMs);
  }

  public long lastReceiptMs() {
    return getLong(ProfileLayout.LAST_RECEIPT_MS_OFFSET);
  }

  /** Notes a request's time of receipt; a clock that ran backwards is not followed. */
  public void receivedAt(long epochMs) {
    if (epochMs > lastReceiptMs()) {
      putLong(ProfileLayout.LAST_RECEIPT_MS_OFFSET, epochMs);
    }
  }

  public long sessionStartMs() {
    return getLong(ProfileLayout.SESSION_START_MS_OFFSET);
  }

  void sessionStartMs(long epochMs) {
    putLong(ProfileLayout.SESSION_START_MS_OFFSET, epochMs);
  }

  /** Length of all ended sessions together, in seconds. */
  public long pastSessionsS() {
    return getLong(ProfileLayout.PAST_SESSIONS_S_OFFSET);
  }

  void pastSessionsS(long seconds) {
    putLong(ProfileLayout.PAST_SESSIONS_S_OFFSET, seconds);
  }

  public long sessionIdHigh() {
    return getLong(ProfileLayout.SESSION_ID_HIGH_OFFSET);
  }

  public long sessionIdLow() {
    return getLong(ProfileLayout.SESSION_ID_LOW_OFFSET);
  }

  void sessionId(long high, long low) {
    putLong(ProfileLayout.SESSION_ID_HIGH_OFFSET, high);
    putLong(ProfileLayout.SESSION_ID_LOW_OFFSET, low);
  }

  /** When a location was last given, in epoch milliseconds of the server's clock; 0 if never. */
  public long locationReceiptMs() {
    return getLong(ProfileLayout.LOCATION_RECEIPT_MS_OFFSET);
  }

  public void locationReceiptMs(long epochMs) {
    putLong(ProfileLayout.LOCATION_RECEIPT_MS_OFFSET, epochMs);
  }

  /** Number of sessions, the present one included; 0 only before the first event. */
  public int sessionCount() {
    return LittleEndian.getInt(array(), ProfileLayout.SESSION_COUNT_OFFSET);
  }

  void sessionCount(int count) {
    LittleEndian.putInt(array(), ProfileLayout.SESSION_COUNT_OFFSET, count);
  }

  public boolean isSelfIdentified() {
    return (flags() & ProfileLayout.FLAG_SELF_IDENTIFIED) != 0;
  }

  /** Notes that an identify event named the profile by its own id. */
  public void markSelfIdentified() {
    LittleEndian.putShort(
        array(), ProfileLayout.FLAGS_OFFSET, flags() | ProfileLayout.FLAG_SELF_IDENTIFIED);
  }

  private int flags() {
    return LittleEndian.getShort(array(), ProfileLayout.FLAGS_OFFSET);
  }

  byte[] array() {
    return bytes.array();
  }

  /** Length of the truth, from the record's first byte on, without the derived part. */
  public int truthLength() {
    return LittleEndian.getInt(array(), ProfileLayout.TRUTH_LENGTH_OFFSET);
  }

  /** The same of a record as a store holds it. */
  public static int truthLength(ByteSink record) {
    return LittleEndian.getInt(record.array(), ProfileLayout.TRUTH_LENGTH_OFFSET);
  }

  int sectionLength(int section) {
    return LittleEndian.getInt(
        array(), ProfileLayout.SECTION_TABLE_OFFSET + section * Integer.BYTES);
  }

  int sectionOffset(int section) {
    byte[] array = array();
    int offset = ProfileLayout.SECTIONS_OFFSET;
    int end = ProfileLayout.SECTION_TABLE_OFFSET + section * Integer.BYTES;
    for (int at = ProfileLayout.SECTION_TABLE_OFFSET; at < end; at += Integer.BYTES) {
      offset += LittleEndian.getInt(array, at);
    }
    return offset;
  }

  ByteSlice section(int section, ByteSlice slice) {
    return slice.wrap(array(), sectionOffset(section), sectionLength(section));
  }

  void replaceSection(int section, byte[] source, int offset, int length) {
    int start = sectionOffset(section);
    splice(section, start, sectionLength(section), length);
    System.arraycopy(source, offset, array(), start, length);
  }

  /**
   * Makes {@code [offset, offset + oldLength)} of a section {@code newLength} bytes long, moving
   * all that stands behind it; the bytes of the place itself are then to be written.
   */
  void splice(int section, int offset, int oldLength, int newLength) {
    int change = newLength - oldLength;
    if (change == 0) {
      return;
    }
    int end = bytes.length();
    byte[] array = bytes.reserve(Math.max(change, 0));
    int tail = offset + oldLength;
    System.arraycopy(array, tail, array, tail + change, end - tail);
    bytes.truncate(end + change);
    int lengthAt = ProfileLayout.SECTION_TABLE_OFFSET + section * Integer.BYTES;
    LittleEndian.putInt(array, lengthAt, LittleEndian.getInt(array, lengthAt) + change);
    LittleEndian.putInt(array, ProfileLayout.TRUTH_LENGTH_OFFSET, truthLength() + change);
  }

  /** Makes a section begin where the one right before it does, which is then empty. */
  void takeInBefore(int section) {
    byte[] array = array();
    int at = ProfileLayout.SECTION_TABLE_OFFSET + section * Integer.BYTES;
    int length = sectionLength(section - 1) + sectionLength(section);
    LittleEndian.putInt(array, at - Integer.BYTES, 0);
    LittleEndian.putInt(array, at, length);
  }

  private long getLong(int offset) {
    return LittleEndian.getLong(array(), offset);
  }

  private void putLong(int offset, long value) {
    LittleEndian.putLong(array(), offset, value);
  }
}
