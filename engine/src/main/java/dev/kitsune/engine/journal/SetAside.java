package dev.kitsune.engine.journal;

import java.io.IOException;
import java.util.List;

/**
 * The files that a repair replaces, on their way to names that begin with {@value #PREFIX}. While
 * it is under way the snapshot that replaces them has a name of its own, at which every start is
 * refused; whatever stops the repair then, the next one first takes all files back. Control plane.
 */
final class SetAside {
  private static final String PREFIX = "set-aside-";

  private final JournalFiles files;

  SetAside(JournalFiles files) {
    this.files = files;
  }

  static boolean isName(String name) {
    return name.startsWith(PREFIX);
  }

  /** Whether files of a repair of this number were set aside, ever. */
  boolean isTaken(long sequence) throws IOException {
    return files.names().stream().anyMatch(name -> name.startsWith(prefix(sequence)));
  }

  /** Sets files aside, durably. */
  void put(long sequence, List<String> names) throws IOException {
    for (String name : names) {
      files.rename(name, prefix(sequence) + name);
    }
    files.force();
  }

  /** Takes back what repairs have set aside that did not come to their end. */
  void takeBack(long journalId) throws IOException {
    for (String name : files.names()) {
      if (SnapshotLayout.isRepairedName(name)) {
        takeBackFilesOf(SnapshotLayout.sequence(SnapshotLayout.nameOfRepaired(name)));
        deleteNextSegment(name, journalId);
        files.delete(name);
        files.force();
      }
    }
  }

  private void takeBackFilesOf(long sequence) throws IOException {
    for (String name : files.names()) {
      if (name.startsWith(prefix(sequence))) {
        files.rename(name, name.substring(prefix(sequence).length()));
      }
    }
    files.force();
  }

  /* It holds nothing: no engine ever opened the directory with it. */
  private void deleteNextSegment(String repaired, long journalId) throws IOException {
    try (SnapshotReader snapshot = new SnapshotReader(files, repaired, journalId)) {
      String next = SegmentLayout.name(snapshot.firstSegmentId());
      if (files.names().contains(next)) {
        files.delete(next);
      }
    } catch (JournalDamage damage) {
      // the next repair goes on behind that segment
    }
  }

  private static String prefix(long sequence) {
    return PREFIX + "%016x-".formatted(sequence);
  }
}
