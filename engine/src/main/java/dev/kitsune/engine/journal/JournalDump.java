package dev.kitsune.engine.journal;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Describes what stands in a directory's files, entry by entry. Control plane. */
final class JournalDump {
  private final JournalFiles files;
  private final long journalId;
  private final Consumer<String> lines;
  private final EntryCursor entries = new EntryCursor();

  JournalDump(JournalFiles files, long journalId, Consumer<String> lines) {
    this.files = files;
    this.journalId = journalId;
    this.lines = lines;
  }

  void run() throws IOException {
    List<String> names = files.names().stream().sorted().toList();
    for (String name : names) {
      if (SnapshotLayout.isName(name)) {
        tellDamage(() -> dumpSnapshot(name));
      }
    }
    for (String name : names) {
      if (SegmentLayout.isName(name)) {
        tellDamage(() -> dumpSegment(name));
      }
    }
  }

  /** Reading that may come upon damage. */
  private interface Reading {
    void run() throws IOException;
  }

  private void tellDamage(Reading reading) throws IOException {
    try {
      reading.run();
    } catch (JournalDamage damage) {
      tellDamage(damage.file(), damage.offset());
    }
  }

  private void tellDamage(String file, long offset) {
    lines.accept("{\"file\":\"%s\",\"offset\":%d,\"damaged\":true}".formatted(file, offset));
  }

  private void dumpSnapshot(String name) throws IOException {
    SnapshotReader.Block block = new SnapshotReader.Block();
    try (SnapshotReader snapshot = new SnapshotReader(files, name, journalId)) {
      while (snapshot.next(block)) {
        block.entries(entries);
        while (entries.next()) {
          tell(name, snapshot.sequence());
        }
      }
    }
  }

  private void dumpSegment(String name) throws IOException {
    long id = SegmentLayout.id(name);
    try (SegmentReader segment = SegmentReader.openOfAnyLength(files, id, journalId)) {
      if (!segment.isUsed()) {
        return;
      }
      GroupCursor groups = segment.groups();
      boolean isMore = true;
      while (isMore) {
        while (groups.next()) {
          tellGroup(name, groups);
        }
        isMore = false;
        if (!groups.isAtEnd()) {
          tellDamage(name, groups.offset());
          isMore = groups.resync();
          if (isMore) {
            tellGroup(name, groups);
          }
        }
      }
      segment.requireLength();
    }
  }

  private void tellGroup(String name, GroupCursor groups) {
    if (groups.isMark()) {
      lines.accept(
          "{\"file\":\"%s\",\"offset\":%d,\"group\":%d,\"fsynced\":%d}"
              .formatted(name, groups.groupOffset(), groups.sequence(), groups.fsynced()));
    }
    groups.entries(entries);
    while (entries.next()) {
      tell(name, groups.sequence());
    }
  }

  private void tell(String file, long sequence) {
    lines.accept(
        "{\"file\":\"%s\",\"offset\":%d,\"group\":%d,\"table\":\"%s\",\"key\":\"%016x%016x\",%s}"
            .formatted(
                file,
                entries.offset(),
                sequence,
                entries.table() == JournalTable.PROFILES ? "profiles" : "links",
                entries.keyHigh(),
                entries.keyLow(),
                entries.isRemoval() ? "\"removed\":true" : "\"bytes\":" + entries.length()));
  }
}
