package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.journal.JournalDirectory;
import dev.kitsune.engine.journal.JournalInspection;
import dev.kitsune.engine.journal.JournalTable;
import dev.kitsune.engine.journal.RecoveredRecords;
import dev.kitsune.engine.profile.ProfileLineWriter;
import dev.kitsune.engine.profile.ProfileRecord;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Gives one environment's profiles out of a data directory that no engine has open, as lines that
 * {@link dev.kitsune.engine.profile.ProfileLineReader} reads. Control plane.
 */
public final class JournalExport implements RecoveredRecords {
  private final String organizationId;
  private final String environmentSlug;
  private final Consumer<ByteSlice> lines;
  private final KeyHash hash;
  private final ProfileRecord record = new ProfileRecord();
  private final ProfileLineWriter writer = new ProfileLineWriter();
  private final ByteSink line = new ByteSink(4_096);
  private final ByteSlice id = new ByteSlice();

  private JournalExport(
      JournalDirectory directory,
      String organizationId,
      String environmentSlug,
      Consumer<ByteSlice> lines) {
    this.organizationId = organizationId;
    this.environmentSlug = environmentSlug;
    this.lines = lines;
    hash = new KeyHash(directory.manifest().secret0(), directory.manifest().secret1());
  }

  /**
   * Exports, in no order.
   *
   * @param lines takes a line without its line break, valid until it returns; from several threads,
   *     one at a time
   * @throws IOException if the directory cannot be read, or is not as written
   */
  public static void run(
      JournalDirectory directory,
      String organizationId,
      String environmentSlug,
      Consumer<ByteSlice> lines)
      throws IOException {
    JournalInspection.of(directory)
        .load(new JournalExport(directory, organizationId, environmentSlug, lines));
  }

  @Override
  public synchronized void accept(
      JournalTable table, long keyHigh, long keyLow, byte[] bytes, int offset, int length) {
    StoreRecovery.check(table, keyHigh, keyLow, bytes, offset, length);
    if (table != JournalTable.PROFILES) {
      return;
    }
    record.bytes().clear();
    record.bytes().put(bytes, offset, length);
    hash.hash(organizationId, environmentSlug, record.id(id));
    if (hash.high() == keyHigh && hash.low() == keyLow) {
      writer.write(record, line);
      lines.accept(id.wrap(line.array(), 0, line.length()));
    }
  }
}
