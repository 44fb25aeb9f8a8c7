package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.journal.Durability;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Kills {@link KillWriter}s at random moments, as {@code kill -9} does, and starts others on what
 * they left; a class for each durability. {@code -Dkitsune.rounds=N} kills N times as often, {@code
 * -Dkitsune.store=CHRONICLE} with the other store, {@code -Dkitsune.seed=N} at other moments.
 */
abstract class KillCampaign {
  private static final int KILL_COUNT = 20;
  private static final int ROUND_COUNT = Integer.getInteger("kitsune.rounds", 1);
  private static final long SEED = Long.getLong("kitsune.seed", 1);
  private static final String STORE = System.getProperty("kitsune.store", "HEAP");
  private static final int WRITING_MAX_MS = 250;

  private final Path scratch;
  private final Durability durability;

  KillCampaign(Path scratch, Durability durability) {
    this.scratch = scratch;
    this.durability = durability;
  }

  @Test
  void whatWasAcknowledgedIsThereOnceAndWhole() throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(SEED);
    KillLedger ledger = KillLedger.open(scratch.resolve("ledger"));
    for (int i = 0; i < ROUND_COUNT * KILL_COUNT; i++) {
      Process writer = start();
      try {
        awaitWriting(writer, ledger, i + 1);
        assertFalse(writer.waitFor(random.nextInt(WRITING_MAX_MS), TimeUnit.MILLISECONDS), log());
      } finally {
        writer.destroyForcibly().waitFor();
      }
    }
    tell(ledger);
  }

  private void awaitWriting(Process writer, KillLedger ledger, long startCount) throws IOException {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60))
        .until(() -> ledger.startCount() == startCount || !writer.isAlive());
    assertEquals(startCount, ledger.startCount(), log());
  }

  private void tell(KillLedger ledger) {
    long acknowledged = 0;
    for (int thread = 0; thread < KillWriter.THREAD_COUNT; thread++) {
      acknowledged += ledger.acknowledged(thread);
    }
    assertTrue(acknowledged > 0);
    System.out.printf(
        "%s: %d kills, %d requests acknowledged, none lost, torn or doubled%n",
        durability, ledger.startCount(), acknowledged);
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-cp", classPath()));
    command.add(KillWriter.class.getName());
    command.add(scratch.resolve("data").toString());
    command.add(scratch.resolve("ledger").toString());
    command.add(durability.name());
    command.add(STORE);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(scratch.resolve("log").toFile())
        .start();
  }

  /* Without what a writer starts sooner without. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("logback") && !entry.contains("jackson"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String log() throws IOException {
    return Files.readString(scratch.resolve("log"));
  }
}
