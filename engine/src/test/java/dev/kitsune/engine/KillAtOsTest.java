package dev.kitsune.engine;

import dev.kitsune.engine.journal.Durability;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Kills at {@code os}. */
final class KillAtOsTest extends KillCampaign {
  KillAtOsTest(@TempDir Path scratch) {
    super(scratch, Durability.OS);
  }
}
