package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.LittleEndian;

/**
 * The newest 16 digests of runs or of single events, by which a replay is known: the section holds
 * up to 16 u64, the oldest first. Data plane.
 */
public enum DigestRing {
  /** One digest per request: of the run of events that it gave the profile. */
  RUNS(Section.RUN_DIGESTS),
  /** One digest per event. */
  EVENTS(Section.EVENT_DIGESTS);

  /** How many digests are kept. */
  public static final int CAPACITY = 16;

  private final int section;

  DigestRing(int section) {
    this.section = section;
  }

  public boolean contains(ProfileRecord record, long digest) {
    byte[] array = record.array();
    int start = record.sectionOffset(section);
    int end = start + record.sectionLength(section);
    for (int at = start; at < end; at += Long.BYTES) {
      if (LittleEndian.getLong(array, at) == digest) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes in another record's ring and keeps the newest 16. Digests have no times: those of the
   * record that received later count as the newer ones, the other record's where both are as late.
   */
  public void join(ProfileRecord record, ProfileRecord other) {
    boolean isOtherNewer = other.lastReceiptMs() >= record.lastReceiptMs();
    int own = record.sectionLength(section);
    int others = other.sectionLength(section);
    int excess = Math.max(0, own + others - CAPACITY * Long.BYTES);
    int start = record.sectionOffset(section);
    int from = other.sectionOffset(section);
    if (isOtherNewer) {
      record.splice(section, start, excess, 0);
      int end = start + own - excess;
      record.splice(section, end, 0, others);
      System.arraycopy(other.array(), from, record.array(), end, others);
    } else {
      record.splice(section, start, 0, others - excess);
      System.arraycopy(other.array(), from + excess, record.array(), start, others - excess);
    }
  }

  /** Keeps a digest; the oldest goes where there are 16. */
  public void add(ProfileRecord record, long digest) {
    int start = record.sectionOffset(section);
    int length = record.sectionLength(section);
    if (length < CAPACITY * Long.BYTES) {
      record.splice(section, start + length, 0, Long.BYTES);
      LittleEndian.putLong(record.array(), start + length, digest);
      return;
    }
    byte[] array = record.array();
    System.arraycopy(array, start + Long.BYTES, array, start, length - Long.BYTES);
    LittleEndian.putLong(array, start + length - Long.BYTES, digest);
  }
}
