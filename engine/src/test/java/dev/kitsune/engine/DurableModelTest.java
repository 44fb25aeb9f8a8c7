package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.journal.Durability;
import dev.kitsune.engine.journal.JournalStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Random commands to an engine with a data directory, which crashes and is closed now and then, and
 * to one that only has memory and does not: they answer alike and end alike. {@code
 * -Dkitsune.rounds=N} makes it a campaign, {@code -Dkitsune.seed=N} another.
 */
class DurableModelTest {
  private static final int ROUND_COUNT = Integer.getInteger("kitsune.rounds", 2);
  private static final long SEED = Long.getLong("kitsune.seed", 1);
  /* So few that commands are refused, some of them when half of their records are written. */
  private static final int FEW_PROFILES = 6;
  private static final int COMMAND_COUNT = 400;
  private static final String COUNTING = TestEnvironments.counting(3);

  private final Path scratch;
  private SplittableRandom random = new SplittableRandom(0);
  private SplittableRandom entropy = new SplittableRandom(0);
  private long nowMs = 1_700_000_000_000L;
  private int directoryCount;
  private int snapshotCount;
  private int maxProfiles;

  DurableModelTest(@TempDir Path scratch) {
    this.scratch = scratch;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void crashesAndRestartsChangeNothing(Durability durability) throws IOException {
    for (int round = 0; round < ROUND_COUNT; round++) {
      maxProfiles = round % 2 == 0 ? 10_000 : FEW_PROFILES;
      random = new SplittableRandom(SEED * 1_000 + round * 10L + durability.name().hashCode());
      try (ExperienceEngine model = ExperienceEngine.open(config())) {
        run(model, durability);
      }
    }
    assertTrue(snapshotCount > ROUND_COUNT, "snapshots were made: " + snapshotCount);
  }

  private void run(ExperienceEngine model, Durability durability) throws IOException {
    RandomTypedEvents events = new RandomTypedEvents(random.split());
    int segmentBytes = 4_096 << random.nextInt(5);
    Path directory = scratch.resolve("data" + directoryCount++);
    ExperienceEngine engine = open(directory, durability, segmentBytes);
    try {
      for (int i = 0; i < COMMAND_COUNT; i++) {
        compareCommand(model, engine, events);
        if (random.nextInt(40) == 0) {
          directory = left(engine, directory);
          engine = open(directory, durability, segmentBytes);
          assertEquals(lines(model), lines(engine));
          assertEquals(model.profileCount(), engine.profileCount());
        }
      }
      assertEquals(lines(model), lines(engine));
    } finally {
      engine.close();
    }
  }

  /* Killed, or closed; either way the engine is gone, and this is the directory that it left. */
  private Path left(ExperienceEngine engine, Path directory) throws IOException {
    JournalStatus status = engine.journalStatus();
    snapshotCount += status != null && status.snapshotSequence() > 0 ? 1 : 0;
    Path left = directory;
    if (random.nextInt(3) > 0) {
      left = scratch.resolve("data" + directoryCount++);
      DataDirectories.copy(directory, left);
    }
    engine.close();
    return left;
  }

  private void compareCommand(
      ExperienceEngine model, ExperienceEngine engine, RandomTypedEvents events) {
    nowMs += random.nextInt(random.nextInt(20) == 0 ? 3_600_000 : 2_000);
    String id = random.nextBoolean() ? "v" + random.nextInt(4) : "u" + random.nextInt(3);
    List<Event> given = events.next(nowMs);
    int kind = random.nextInt(12);
    BiFunction<ExperienceEngine, EnvironmentRef, Object> command =
        switch (kind) {
          case 0 -> (target, main) -> target.create(main, given);
          case 1, 2 -> (target, main) -> target.upsert(main, given);
          case 3 -> (target, main) -> deleted(target, main, id);
          case 4, 5 -> (target, main) -> target.get(main, id);
          default -> (target, main) -> target.update(main, id, given);
        };
    long seed = random.nextLong();
    assertEquals(answer(model, seed, command), answer(engine, seed, command));
  }

  private String answer(
      ExperienceEngine engine,
      long seed,
      BiFunction<ExperienceEngine, EnvironmentRef, Object> command) {
    entropy = new SplittableRandom(seed);
    try {
      return command.apply(engine, engine.environment("acme", "main")).toString();
    } catch (ExperienceException refused) {
      return refused.code() + " " + refused.getMessage();
    }
  }

  private static boolean deleted(ExperienceEngine engine, EnvironmentRef main, String id) {
    engine.delete(main, id);
    return true;
  }

  private ExperienceEngine open(Path directory, Durability durability, int segmentBytes) {
    return ExperienceEngine.open(
        config().withDataDirectory(directory, durability).withSegmentBytes(segmentBytes));
  }

  private EngineConfig config() {
    return EngineConfig.defaults()
        .withStore(StoreKind.HEAP)
        .withMaxProfiles(maxProfiles)
        .withEnvironment("acme", "main", COUNTING)
        .withClockAndEntropy(() -> nowMs, () -> entropy.nextLong());
  }

  private static List<String> lines(ExperienceEngine engine) {
    List<String> lines = new ArrayList<>();
    engine.exportProfiles(engine.environment("acme", "main"), line -> lines.add(line.toString()));
    Collections.sort(lines);
    return lines;
  }
}
