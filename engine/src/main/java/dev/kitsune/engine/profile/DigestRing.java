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
