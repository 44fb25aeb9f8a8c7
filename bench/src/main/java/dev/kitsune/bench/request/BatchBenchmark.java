package dev.kitsune.bench.request;

import dev.kitsune.bench.report.LatencyTarget;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.testdata.EnvironmentGenerator;
import dev.kitsune.testdata.EventGenerator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does a batch of 200 page events over 50 profiles take, beside the same events in 200
 * updates? Target: {@link LatencyTarget#BATCH_OVER_UPDATES}. No event comes twice within 50 rounds,
 * more than a profile remembers.
 *
 * <p>{@code ./kitsune bench jmh BatchBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class BatchBenchmark {
  private static final int EVENT_COUNT = 200;
  private static final int PROFILE_COUNT = 50;
  private static final int ROUND_COUNT = 50;
  private static final long START_MS = 1_767_312_000_000L;

  /** How many profiles there are; the batch's are spread among them. */
  @Param("10000")
  public int profileCount = 10_000;

  @Param("100")
  public int audienceCount = 100;

  private final ResponseSink answer = new ResponseSink();
  private final ByteSlice id = new ByteSlice();
  private final List<byte[]> batches = new ArrayList<>();
  private final List<byte[][]> updates = new ArrayList<>();
  private final byte[][] ids = new byte[PROFILE_COUNT][];
  private ExperienceEngine engine = open(1, 1);
  private EngineWorker worker = engine.newWorker();
  private EnvironmentRef environment = engine.environment("bench", "main");
  private int round;

  private static ExperienceEngine open(int profiles, int audiences) {
    SplittableRandom entropy = new SplittableRandom(1);
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(EngineConfig.StoreKind.CHRONICLE)
            .withMaxProfiles(profiles + 1_000)
            .withEnvironment("bench", "main", EnvironmentGenerator.generate(audiences).json())
            .withClockAndEntropy(() -> START_MS, entropy::nextLong));
  }

  /** Makes profiles, the batches, and the same events one by one. */
  @Setup(Level.Trial)
  public void fill() {
    engine.close();
    engine = open(profileCount, audienceCount);
    worker = engine.newWorker();
    environment = engine.environment("bench", "main");
    EventGenerator events = new EventGenerator(1);
    for (int profile = 0; profile < profileCount; profile++) {
      String name = EventGenerator.profileId(profile);
      update(utf8(name), events.page(name, START_MS));
    }
    for (int i = 0; i < PROFILE_COUNT; i++) {
      ids[i] = utf8(EventGenerator.profileId(i * (long) (profileCount / PROFILE_COUNT)));
    }
    for (int r = 0; r < ROUND_COUNT; r++) {
      addRound(events);
    }
  }

  private void addRound(EventGenerator events) {
    byte[][] single = new byte[EVENT_COUNT][];
    StringBuilder batch = new StringBuilder("{\"events\":[");
    for (int i = 0; i < EVENT_COUNT; i++) {
      String profile = new String(ids[i % PROFILE_COUNT], StandardCharsets.UTF_8);
      single[i] = events.page(profile, START_MS);
      batch.append(i == 0 ? "" : ",").append(event(single[i], profile));
    }
    updates.add(single);
    batches.add(utf8(batch.append("]}").toString()));
  }

  /** The only event of a request's body, with an anonymousId. */
  private static String event(byte[] request, String profile) {
    String body = new String(request, StandardCharsets.UTF_8);
    int start = body.indexOf('[') + 1;
    int end = body.lastIndexOf(']');
    return "{\"anonymousId\":\""
        + profile
        + "\","
        + body.substring(start, end).strip().substring(1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int update(byte[] profile, byte[] body) {
    worker.updateProfile(environment, id.wrap(profile), body, 0, body.length, false, answer);
    return answer.length();
  }

  /** All profiles as they are exported, in the order of their text. */
  List<String> stored() {
    List<String> lines = new ArrayList<>();
    engine.exportProfiles(environment, line -> lines.add(line.toString()));
    Collections.sort(lines);
    return lines;
  }

  int environmentAudienceCount() {
    return worker.explainProfile(environment, id.wrap(ids[0])).audiences().size();
  }

  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }

  /** 200 events in one batch; returns the answer's length. */
  @Benchmark
  public int batch() {
    byte[] body = batches.get(round++ % ROUND_COUNT);
    worker.upsertProfiles(environment, body, 0, body.length, false, answer);
    return answer.length();
  }

  /** The same events in 200 updates; returns the answers' length. */
  @Benchmark
  public int updates() {
    byte[][] bodies = updates.get(round++ % ROUND_COUNT);
    int length = 0;
    for (int i = 0; i < EVENT_COUNT; i++) {
      length += update(ids[i % PROFILE_COUNT], bodies[i]);
    }
    return length;
  }
}
