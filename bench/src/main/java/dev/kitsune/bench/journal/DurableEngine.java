package dev.kitsune.bench.journal;

import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.bench.request.FreshRequest;
import dev.kitsune.bench.request.LoadedEngine;
import dev.kitsune.bench.request.ProfileIds;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.journal.Durability;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.testdata.TestData;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** An engine on a data directory, with the profiles that are there. For any threads. */
final class DurableEngine implements AutoCloseable {
  static final int AUDIENCE_COUNT = 100;

  private final ExperienceEngine engine;
  private final EnvironmentRef environment;
  private final int profileCount;

  /** One thread's way of sending page events. */
  final class Client {
    private final EngineWorker worker = engine.newWorker();
    private final ResponseSink answer = new ResponseSink();
    private final FreshRequest page;
    private final ProfileIds ids = new ProfileIds(profileCount);
    private final SplittableRandom random;

    Client(int seed) {
      random = new SplittableRandom(seed);
      page = new FreshRequest(TestData.bytes("requests/update/page.json"));
      for (int i = 0; i < seed; i++) {
        page.next();
      }
    }

    /** Updates a profile chosen at random; returns the commit's sequence number. */
    long update() {
      byte[] body = page.next();
      return worker.updateProfile(
          environment, ids.id(random.nextInt(profileCount)), body, 0, body.length, false, answer);
    }

    private void visit(int profile, TypicalVisits visits) {
      for (byte[] request : visits.of(profile)) {
        worker.updateProfile(
            environment, ids.id(profile), request, 0, request.length, false, answer);
      }
    }
  }

  private DurableEngine(EngineConfig config, int profileCount) {
    this.profileCount = profileCount;
    engine = ExperienceEngine.open(config);
    environment = engine.environment("bench", "main");
  }

  /** Opens what is in a directory. */
  static DurableEngine open(Path directory, Durability durability, int profileCount) {
    return new DurableEngine(
        config(profileCount).withDataDirectory(directory, durability), profileCount);
  }

  /** The same with segments of another length. */
  static DurableEngine open(
      Path directory, Durability durability, int profileCount, int segmentBytes) {
    return new DurableEngine(
        config(profileCount)
            .withDataDirectory(directory, durability)
            .withSegmentBytes(segmentBytes),
        profileCount);
  }

  /** One without a directory. */
  static DurableEngine inMemory(int profileCount) {
    return new DurableEngine(config(profileCount), profileCount);
  }

  /** The same with entropy for any thread. */
  private static EngineConfig config(int profileCount) {
    AtomicLong drawn = new AtomicLong(1);
    return LoadedEngine.config(EngineConfig.StoreKind.CHRONICLE, profileCount, AUDIENCE_COUNT)
        .withClockAndEntropy(() -> TypicalVisits.NOW_MS, () -> mix(drawn.getAndIncrement()));
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 32) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 29;
  }

  /** Gives every profile its first visit. */
  DurableEngine fill() {
    Client client = new Client(0);
    TypicalVisits visits = TypicalVisits.justBefore();
    for (int profile = 0; profile < profileCount; profile++) {
      client.visit(profile, visits);
    }
    return this;
  }

  Client newClient(int seed) {
    return new Client(seed);
  }

  ExperienceEngine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.close();
  }
}
