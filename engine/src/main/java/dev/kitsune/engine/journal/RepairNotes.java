package dev.kitsune.engine.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells what a repair loses. Groups are numbered, so the next one that is whole tells whether what
 * is damaged before it held any. Owned by one thread. Control plane.
 */
final class RepairNotes {
  private final List<String> mended = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private long doubtfulLength;
  private long last;
  private long fsynced;

  /** Groups follow behind this number. */
  void begin(long sequence) {
    last = sequence;
    fsynced = sequence;
  }

  void mended(String what) {
    mended.add(what);
  }

  void lost(String what) {
    lost.add(what);
  }

  /** Notes damage that may hold groups, if it is longer than a mark. */
  void doubt(String what, long length) {
    doubts.add(what);
    doubtfulLength += length;
  }

  /** Notes a group or mark that is whole; returns whether it is newer than all before. */
  boolean isNew(String file, GroupCursor groups) {
    long sequence = groups.sequence();
    long newest = groups.isMark() ? sequence : sequence - 1;
    fsynced = Math.max(fsynced, groups.fsynced());
    if (newest > last) {
      loseUpTo(newest, "before " + file + ", offset " + groups.groupOffset());
    }
    if (groups.isMark() || sequence <= last) {
      return false;
    }
    last = sequence;
    mended.addAll(doubts);
    forgetDoubts();
    return true;
  }

  /** Number of the last group. */
  long sequence() {
    return last;
  }

  /** Notes that no group follows. */
  void end() {
    if (fsynced > last) {
      loseUpTo(fsynced, "behind the last group");
    } else if (doubtfulLength > GroupLayout.MARK_LENGTH) {
      lost.add(String.join("; ", doubts) + "; groups behind " + last + " may be lost");
    } else {
      mended.addAll(doubts);
    }
    forgetDoubts();
  }

  JournalRepairReport report() {
    return new JournalRepairReport(mended, lost);
  }

  private void loseUpTo(long sequence, String elsewhere) {
    String where = doubts.isEmpty() ? elsewhere : String.join("; ", doubts);
    String which = sequence == last + 1 ? "group " : "groups " + (last + 1) + " to ";
    lost.add(where + "; lost: " + which + sequence);
    last = sequence;
    forgetDoubts();
  }

  private void forgetDoubts() {
    doubts.clear();
    doubtfulLength = 0;
  }
}
