package dev.kitsune.engine.journal;

/**
 * How a journal is kept.
 *
 * @param durability what an acknowledged change survives; not NONE
 * @param segmentBytes length of a segment's file; a longer group gets a longer one
 */
public record JournalSettings(Durability durability, int segmentBytes) {
  /** 64 MiB per segment. */
  public static final int SEGMENT_BYTES = 64 * 1_024 * 1_024;

  private static final int SEGMENT_BYTES_MIN = 4_096;
  private static final int SEGMENT_BYTES_MAX = 1 << 30;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one makes no sense
   */
  public JournalSettings {
    if (durability == Durability.NONE) {
      throw new IllegalArgumentException("a journal needs a durability other than NONE");
    }
    if (segmentBytes < SEGMENT_BYTES_MIN || segmentBytes > SEGMENT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "segmentBytes must be from "
              + SEGMENT_BYTES_MIN
              + " to "
              + SEGMENT_BYTES_MAX
              + ", is "
              + segmentBytes);
    }
  }

  public JournalSettings(Durability durability) {
    this(durability, SEGMENT_BYTES);
  }
}
