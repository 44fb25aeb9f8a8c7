package dev.kitsune.engine;

import dev.kitsune.engine.journal.Durability;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Kills at {@code fsync}. */
final class KillAtFsyncTest extends KillCampaign {
  KillAtFsyncTest(@TempDir Path scratch) {
    super(scratch, Durability.FSYNC);
  }
}
