package dev.kitsune.engine.journal;

import java.util.List;

/**
 * What stands in a data directory, for people.
 *
 * @param sequence number of the last whole group
 * @param fsynced the highest number that is known to have been fsynced
 * @param snapshot name of the newest snapshot's file; empty if there is none
 * @param snapshotSequence number of the last group in it
 * @param profileCount records of profiles that are kept
 * @param linkCount ids that lead to another profile
 * @param segments names of the segments after the snapshot
 * @param droppedFile where bytes would be dropped at a start; empty if nowhere
 * @param droppedOffset the first of them
 * @param droppedBytes how many they are
 */
public record JournalReport(
    long sequence,
    long fsynced,
    String snapshot,
    long snapshotSequence,
    long profileCount,
    long linkCount,
    List<String> segments,
    String droppedFile,
    long droppedOffset,
    long droppedBytes) {
  public JournalReport {
    segments = List.copyOf(segments);
  }
}
