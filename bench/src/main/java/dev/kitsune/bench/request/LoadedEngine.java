package dev.kitsune.bench.request;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.testdata.EnvironmentGenerator;
import dev.kitsune.testdata.EventGenerator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An engine that holds many typical profiles in a generated environment, and requests for profiles
 * chosen at random. Owned by one thread.
 */
final class LoadedEngine implements AutoCloseable {
  private static final long START_MS = 1_767_225_600_000L;
  private static final int VISIT_COUNT = 64;

  private final ExperienceEngine engine;
  private final EngineWorker worker;
  private final EnvironmentRef environment;
  private final SplittableRandom random = new SplittableRandom(7);
  private final ResponseSink answer = new ResponseSink();
  private final ByteSlice id = new ByteSlice();
  private final byte[] ids;
  private final int idLength;
  private final int profileCount;
  private long nowMs = START_MS;

  LoadedEngine(EngineConfig.StoreKind store, int profileCount, int audienceCount) {
    this.profileCount = profileCount;
    SplittableRandom entropy = new SplittableRandom(1);
    engine =
        ExperienceEngine.open(
            EngineConfig.defaults()
                .withStore(store)
                .withMaxProfiles(profileCount + 1_000L)
                .withEnvironment(
                    "bench", "main", EnvironmentGenerator.generate(audienceCount).json())
                .withClockAndEntropy(() -> nowMs, entropy::nextLong));
    worker = engine.newWorker();
    environment = engine.environment("bench", "main");
    idLength = EventGenerator.profileId(0).length();
    ids = new byte[profileCount * idLength];
    fill();
  }

  /* Each profile makes one of a few typical visits: what differs is its id. */
  private void fill() {
    EventGenerator generator = new EventGenerator(3);
    List<List<byte[]>> visits =
        IntStream.range(0, VISIT_COUNT)
            .mapToObj(i -> generator.typicalVisit("visitor-" + i, START_MS))
            .toList();
    nowMs = START_MS + 600_000;
    for (int profile = 0; profile < profileCount; profile++) {
      byte[] text = EventGenerator.profileId(profile).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, ids, profile * idLength, idLength);
      for (byte[] request : visits.get(profile % VISIT_COUNT)) {
        id.wrap(text);
        worker.updateProfile(environment, id, request, 0, request.length, false, answer);
      }
    }
  }

  /** Index of a profile chosen at random. */
  int choose() {
    return random.nextInt(profileCount);
  }

  /** Sends an update; the answer stands in the sink until the next call. */
  ResponseSink update(int profile, byte[] body) {
    worker.updateProfile(environment, id(profile), body, 0, body.length, false, answer);
    return answer;
  }

  ResponseSink get(int profile) {
    worker.getProfile(environment, id(profile), answer);
    return answer;
  }

  void setTimeMs(long epochMs) {
    nowMs = epochMs;
  }

  private ByteSlice id(int profile) {
    return id.wrap(ids, profile * idLength, idLength);
  }

  @Override
  public void close() {
    engine.close();
  }
}
