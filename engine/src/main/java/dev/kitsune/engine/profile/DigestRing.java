package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.LittleEndian;
import java.util.Arrays;

/**
 * The newest 16 digests of runs and the newest 16 of single events, by which a replay is known. The
 * section holds both, u64 each, the oldest first. The two lowest bits are not the digest's: they
 * say what it is of, 1 a run and 2 an event, as most requests give one event, which is a run by
 * itself and stands here once. Zeros in front are room for more: a record that grew with each event
 * would move every few. Data plane.
 */
public enum DigestRing {
  /** One digest per request: of the run of events that it gave the profile. */
  RUNS(1),
  /** One digest per event. */
  EVENTS(2);

  /** How many digests of each kind are kept. */
  public static final int CAPACITY = 16;

  private static final long KINDS = RUNS.kind | EVENTS.kind;

  /* Most visitors are seen a few times only; who comes again has room for as many requests of one
   * event each as are kept, and for the one that drives the oldest out. */
  private static final int YOUNG_LENGTH = 4 * Long.BYTES;
  private static final int USUAL_LENGTH = (CAPACITY + 1) * Long.BYTES;
  private static final int LENGTH_MAX = (2 * CAPACITY + 1) * Long.BYTES;

  private final long kind;

  DigestRing(long kind) {
    this.kind = kind;
  }

  public boolean contains(ProfileRecord record, long digest) {
    byte[] array = record.array();
    int end = end(record);
    for (int at = start(record); at < end; at += Long.BYTES) {
      long kept = LittleEndian.getLong(array, at);
      if ((kept & kind) != 0 && isSame(kept, digest)) {
        return true;
      }
    }
    return false;
  }

  /** Keeps a digest; the oldest of its kind goes where there are 16. */
  public void add(ProfileRecord record, long digest) {
    int start = start(record);
    int length = record.sectionLength(Section.DIGESTS);
    int newest = start + length - Long.BYTES;
    long kept = length == 0 ? 0 : LittleEndian.getLong(record.array(), newest);
    if (kept != 0 && (kept & kind) == 0 && isSame(kept, digest)) {
      LittleEndian.putLong(record.array(), newest, kept | kind);
    } else {
      length = withRoom(record, start, length);
      append(record.array(), start, length, (digest & ~KINDS) | kind);
    }
    keepNewest(record.array(), start, length);
  }

  /**
   * Takes in another record's digests and keeps the newest 16 of each kind. Digests have no times:
   * those of the record that received later count as the newer ones, the other record's where both
   * are as late.
   */
  public static void join(ProfileRecord record, ProfileRecord other) {
    int from = oldest(other);
    int length = end(other) - from;
    boolean isOtherNewer = other.lastReceiptMs() >= record.lastReceiptMs();
    int at = isOtherNewer ? end(record) : oldest(record);
    record.splice(Section.DIGESTS, at, 0, length);
    System.arraycopy(other.array(), from, record.array(), at, length);
    settle(record);
  }

  /**
   * Makes one ring of the two that version 1 of the layout has: digests of runs, whose section is
   * empty since, and right behind them those of events.
   */
  static void joinKinds(ProfileRecord record) {
    byte[] array = record.array();
    int start = record.sectionOffset(Section.RUN_DIGESTS);
    int events = start(record);
    int end = end(record);
    for (int at = start; at < end; at += Long.BYTES) {
      long kind = at < events ? RUNS.kind : EVENTS.kind;
      LittleEndian.putLong(array, at, (LittleEndian.getLong(array, at) & ~KINDS) | kind);
    }
    record.takeInBefore(Section.DIGESTS);
    settle(record);
  }

  /** Makes room in front where there is none; returns the section's length. */
  private static int withRoom(ProfileRecord record, int start, int length) {
    boolean isFull = length == 0 || LittleEndian.getLong(record.array(), start) != 0;
    if (!isFull || length >= LENGTH_MAX) {
      return length;
    }
    int grown = roomFor(length + Long.BYTES);
    record.splice(Section.DIGESTS, start, 0, grown - length);
    Arrays.fill(record.array(), start, start + grown - length, (byte) 0);
    return grown;
  }

  private static void append(byte[] array, int start, int length, long kept) {
    System.arraycopy(array, start + Long.BYTES, array, start, length - Long.BYTES);
    LittleEndian.putLong(array, start + length - Long.BYTES, kept);
  }

  /* One at most is too many. */
  private void keepNewest(byte[] array, int start, int length) {
    int count = 0;
    for (int at = start + length - Long.BYTES; at >= start; at -= Long.BYTES) {
      long kept = LittleEndian.getLong(array, at);
      count += (kept & kind) == 0 ? 0 : 1;
      if (count > CAPACITY) {
        LittleEndian.putLong(array, at, kept & ~kind);
        if ((kept & KINDS) == kind) {
          System.arraycopy(array, start, array, start + Long.BYTES, at - start);
          LittleEndian.putLong(array, start, 0);
        }
        return;
      }
    }
  }

  /** Keeps the newest of each kind, one behind the other, and room in front. */
  private static void settle(ProfileRecord record) {
    byte[] array = record.array();
    int start = start(record);
    int end = end(record);
    int oldest = end;
    int runCount = 0;
    int eventCount = 0;
    for (int at = end - Long.BYTES; at >= start; at -= Long.BYTES) {
      long kept = LittleEndian.getLong(array, at);
      runCount += (kept & RUNS.kind) == 0 ? 0 : 1;
      eventCount += (kept & EVENTS.kind) == 0 ? 0 : 1;
      kept &= runCount > CAPACITY ? ~RUNS.kind : -1;
      kept &= eventCount > CAPACITY ? ~EVENTS.kind : -1;
      if ((kept & KINDS) != 0) {
        oldest -= Long.BYTES;
        LittleEndian.putLong(array, oldest, kept);
      }
    }
    int length = roomFor(end - oldest);
    int before = Math.max(0, end - start - length);
    record.splice(Section.DIGESTS, start, before, length - (end - start) + before);
    Arrays.fill(record.array(), start, start + length - (end - oldest), (byte) 0);
  }

  private static int roomFor(int length) {
    if (length == 0) {
      return 0;
    }
    if (length <= YOUNG_LENGTH) {
      return YOUNG_LENGTH;
    }
    return length <= USUAL_LENGTH ? USUAL_LENGTH : LENGTH_MAX;
  }

  private static boolean isSame(long kept, long digest) {
    return ((kept ^ digest) & ~KINDS) == 0;
  }

  private static int start(ProfileRecord record) {
    return record.sectionOffset(Section.DIGESTS);
  }

  private static int end(ProfileRecord record) {
    return start(record) + record.sectionLength(Section.DIGESTS);
  }

  /** Where the oldest digest stands; the section's end if there is none. */
  private static int oldest(ProfileRecord record) {
    byte[] array = record.array();
    int at = start(record);
    int end = end(record);
    while (at < end && LittleEndian.getLong(array, at) == 0) {
      at += Long.BYTES;
    }
    return at;
  }
}
