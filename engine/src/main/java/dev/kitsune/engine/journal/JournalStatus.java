package dev.kitsune.engine.journal;

/**
 * A journal at one moment, for operators.
 *
 * @param sequence number of the newest group
 * @param durableSequence number of the newest that may be acknowledged
 * @param fsyncedSequence number of the newest that survives a power failure
 * @param segmentCount segments since the last snapshot
 * @param segmentBytes length of their files together
 * @param snapshotBytes length of the last snapshot; 0 if there is none
 * @param snapshotSequence number of the newest group in it
 * @param isCompacting whether a snapshot is being written at this moment
 * @param fault why nothing is taken; empty where all is well
 * @param failedSnapshotCount attempts at a snapshot that failed since the journal was opened, be it
 *     compaction or to make a fenced journal good
 * @param unforcedAgeMs age of the oldest group that does not survive a power failure: at most that,
 *     and at EVERYSEC that within the time of a force; 0 if there is none
 */
public record JournalStatus(
    long sequence,
    long durableSequence,
    long fsyncedSequence,
    int segmentCount,
    long segmentBytes,
    long snapshotBytes,
    long snapshotSequence,
    boolean isCompacting,
    String fault,
    long failedSnapshotCount,
    long unforcedAgeMs) {}
