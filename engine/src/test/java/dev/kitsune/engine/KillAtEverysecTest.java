package dev.kitsune.engine;

import dev.kitsune.engine.journal.Durability;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Kills at {@code everysec}. */
final class KillAtEverysecTest extends KillCampaign {
  KillAtEverysecTest(@TempDir Path scratch) {
    super(scratch, Durability.EVERYSEC);
  }
}
