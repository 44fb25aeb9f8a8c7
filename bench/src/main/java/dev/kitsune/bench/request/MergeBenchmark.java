package dev.kitsune.bench.request;

import dev.kitsune.bench.report.LatencyTarget;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.testdata.EnvironmentGenerator;
import dev.kitsune.testdata.TestData;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does an identify event take that merges two profiles with traits each, beside a page
 * event to such a profile? Target: {@link LatencyTarget#MERGE_OVER_PAGE}. Each invocation merges
 * pairs that were made beforehand, and deletes nothing in the measured time.
 *
 * <p>{@code ./kitsune bench jmh MergeBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class MergeBenchmark {
  private static final int PAIR_COUNT = 500;
  private static final long START_MS = 1_767_312_000_000L;

  /** How many other profiles there are, of as many traits. */
  @Param("10000")
  public int profileCount = 10_000;

  @Param("50")
  public int traitCount = 50;

  @Param("100")
  public int audienceCount = 100;

  private final ResponseSink answer = new ResponseSink();
  private final ByteSlice id = new ByteSlice();
  private final FreshRequest page = new FreshRequest(TestData.bytes("requests/update/page.json"));
  private final byte[][] targets = new byte[PAIR_COUNT][];
  private final byte[][] currents = new byte[PAIR_COUNT][];
  private final byte[][] targetTraits = new byte[PAIR_COUNT][];
  private final byte[][] merges = new byte[PAIR_COUNT][];
  private ExperienceEngine engine = open(1, 1);
  private EngineWorker worker = engine.newWorker();
  private EnvironmentRef environment = engine.environment("bench", "main");
  private byte[] currentTraits = new byte[0];
  private boolean arePairsMade;

  private static ExperienceEngine open(int profiles, int audiences) {
    SplittableRandom entropy = new SplittableRandom(1);
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(EngineConfig.StoreKind.CHRONICLE)
            .withMaxProfiles(profiles + 10_000)
            .withEnvironment("bench", "main", EnvironmentGenerator.generate(audiences).json())
            .withClockAndEntropy(() -> START_MS, entropy::nextLong));
  }

  @Setup(Level.Trial)
  public void open() {
    engine.close();
    engine = open(profileCount, audienceCount);
    worker = engine.newWorker();
    environment = engine.environment("bench", "main");
    arePairsMade = false;
    currentTraits = identify("", "c", "m-c");
    for (int other = 0; other < profileCount; other++) {
      update(utf8("other-" + other), currentTraits);
    }
    for (int pair = 0; pair < PAIR_COUNT; pair++) {
      targets[pair] = utf8("target-" + pair);
      currents[pair] = utf8("current-" + pair);
      targetTraits[pair] = identify("user-" + pair, "t", "m-t");
      merges[pair] = body("user-" + pair, "{\"stage\":\"lead\"}", "m-merge");
    }
  }

  /** Half of the keys are common to both profiles. */
  private byte[] identify(String userId, String prefix, String messageId) {
    String traits =
        IntStream.range(0, traitCount)
            .mapToObj(i -> "\"%s%d\":\"value-%d\"".formatted(i % 2 == 0 ? "k" : prefix, i, i))
            .collect(Collectors.joining(",", "{", "}"));
    return body(userId, traits, messageId);
  }

  private static byte[] body(String userId, String traits, String messageId) {
    return utf8(
        ("{\"events\":[{\"type\":\"identify\",\"channel\":\"web\",\"messageId\":\"%s\",\"context\":"
                + "{\"library\":{\"name\":\"b\",\"version\":\"7.26.0\"}},\"userId\":\"%s\",\"traits\":%s}]}")
            .formatted(messageId, userId, traits));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Makes each pair anew. */
  @Setup(Level.Invocation)
  public void makePairs() {
    for (int pair = 0; pair < PAIR_COUNT; pair++) {
      if (arePairsMade) {
        removeOldPair(pair);
      }
      update(targets[pair], targetTraits[pair]);
      update(currents[pair], currentTraits);
    }
    arePairsMade = true;
  }

  private void removeOldPair(int pair) {
    try {
      worker.deleteProfile(environment, id.wrap(targets[pair]), answer);
      worker.deleteProfile(environment, id.wrap(currents[pair]), answer);
    } catch (ExperienceException gone) {
      answer.clear();
    }
  }

  long knownCount() {
    return engine.profileCount();
  }

  /** What a pair's target answers to a get. */
  String target(int pair) {
    return get(targets[pair]);
  }

  /** What the other one answers. */
  String current(int pair) {
    return get(currents[pair]);
  }

  private String get(byte[] profile) {
    worker.getProfile(environment, id.wrap(profile), answer);
    return answer.toString();
  }

  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }

  private int update(byte[] profile, byte[] body) {
    worker.updateProfile(environment, id.wrap(profile), body, 0, body.length, false, answer);
    return answer.length();
  }

  /** Identify events that merge; returns the answers' length. */
  @Benchmark
  @OperationsPerInvocation(PAIR_COUNT)
  public int merge() {
    int length = 0;
    for (int pair = 0; pair < PAIR_COUNT; pair++) {
      length += update(currents[pair], merges[pair]);
    }
    return length;
  }

  /** Page events to profiles of as many traits; returns the answers' length. */
  @Benchmark
  @OperationsPerInvocation(PAIR_COUNT)
  public int page() {
    int length = 0;
    for (int pair = 0; pair < PAIR_COUNT; pair++) {
      length += update(currents[pair], page.next());
    }
    return length;
  }
}
