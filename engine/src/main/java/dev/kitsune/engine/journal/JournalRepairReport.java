package dev.kitsune.engine.journal;

import java.util.List;

/**
 * What a repair came upon, a line each, with file and offset; all else is kept.
 *
 * @param mended what was not as written and cost nothing
 * @param lost what is not kept, or may not be
 */
public record JournalRepairReport(List<String> mended, List<String> lost) {
  public JournalRepairReport {
    mended = List.copyOf(mended);
    lost = List.copyOf(lost);
  }
}
