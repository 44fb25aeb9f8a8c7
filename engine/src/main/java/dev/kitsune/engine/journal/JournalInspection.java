package dev.kitsune.engine.journal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A look into a data directory that no engine has open. All but {@link #repair} change nothing.
 * Owned by one thread. Control plane.
 */
public final class JournalInspection {
  private final JournalFiles files;
  private final long journalId;
  private final boolean isManifestNew;

  private JournalInspection(JournalDirectory directory) {
    files = directory.files();
    journalId = directory.manifest().journalId();
    isManifestNew = directory.isManifestNew();
  }

  public static JournalInspection of(JournalDirectory directory) {
    return new JournalInspection(directory);
  }

  /**
   * Reads everything, as a start would.
   *
   * @param target takes every record that a start would read back
   * @throws JournalDamage if a start would be refused
   */
  public JournalReport check(RecoveredRecords target) throws IOException {
    AtomicLong profiles = new AtomicLong();
    AtomicLong links = new AtomicLong();
    RecoveredRecords counts =
        (table, keyHigh, keyLow, bytes, offset, length) -> {
          target.accept(table, keyHigh, keyLow, bytes, offset, length);
          (table == JournalTable.PROFILES ? profiles : links).incrementAndGet();
        };
    try (JournalScan scan = JournalScan.of(files, journalId)) {
      scan.load(counts, RecoveryProgress.NONE);
      return report(scan, profiles.get(), links.get());
    }
  }

  /**
   * Gives every record out that a start would read back.
   *
   * @throws JournalDamage if a start would be refused
   */
  public void load(RecoveredRecords target) throws IOException {
    try (JournalScan scan = JournalScan.of(files, journalId)) {
      scan.load(target, RecoveryProgress.NONE);
    }
  }

  /**
   * Describes every entry in a line of JSON, of the snapshot first, then group by group; tells no
   * contents. Marks of what is fsynced, and what is not as written, are lines, too.
   */
  public void dump(Consumer<String> lines) throws IOException {
    new JournalDump(files, journalId, lines).run();
  }

  /**
   * Makes a directory that a start accepts of one that it refuses: everything that is whole goes
   * into a new snapshot, the files before are kept under names that begin with {@code set-aside-}.
   *
   * @return what was not whole, and what that cost
   */
  public JournalRepairReport repair() throws IOException {
    JournalRepair repair = new JournalRepair(files, journalId);
    if (isManifestNew) {
      repair.mended(Manifest.NAME + ", offset 0: made anew of " + Manifest.COPY);
    }
    return repair.run();
  }

  private static JournalReport report(JournalScan scan, long profileCount, long linkCount) {
    SnapshotReader snapshot = scan.snapshot();
    JournalScan.@Nullable Cut cut = scan.cut();
    return new JournalReport(
        scan.sequence(),
        scan.fsynced(),
        snapshot == null ? "" : SnapshotLayout.name(snapshot.sequence()),
        snapshot == null ? 0 : snapshot.sequence(),
        profileCount,
        linkCount,
        scan.segments().stream().map(SegmentReader::name).toList(),
        cut == null ? "" : cut.file(),
        cut == null ? 0 : cut.offset(),
        cut == null ? 0 : cut.droppedLength());
  }
}
