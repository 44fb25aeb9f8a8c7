package dev.kitsune.bench.request;

import dev.kitsune.engine.Channel;
import dev.kitsune.engine.Decision;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.Event;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.Page;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.testdata.EnvironmentGenerator;
import dev.kitsune.testdata.EventGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * What does the typed door cost beside the bytes' door? The same page update on the same engine, on
 * a profile chosen at random: bytes in, bytes out; an event built, then decided; an event that was
 * built before; and a profile read by either door. Target: at most twice the bytes.
 *
 * <p>{@code ./kitsune bench TypedDoorBenchmark -p profileCount=10000 -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx3g",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED"
    })
public class TypedDoorBenchmark {
  private static final long START_MS = 1_767_225_600_000L;
  private static final int VISIT_COUNT = 64;
  private static final int BUILT_COUNT = 4_096;
  private static final String USER_AGENT =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/126.0.0.0 Safari/537.36";

  /** How many profiles there are to choose from. */
  @Param({"10000", "1000000"})
  public int profileCount = 10_000;

  @Param("100")
  public int audienceCount = 100;

  private final PageRequest request = new PageRequest("requests/update/page.json");
  private final SplittableRandom random = new SplittableRandom(7);
  private final ResponseSink answer = new ResponseSink();
  private final ByteSlice id = new ByteSlice();
  private final Event[] built = new Event[BUILT_COUNT];
  private String[] ids = new String[0];
  private byte[][] idBytes = new byte[0][];
  private ExperienceEngine engine = open(1);
  private EngineWorker worker = engine.newWorker();
  private EnvironmentRef environment = engine.environment("bench", "main");
  private int next;

  private ExperienceEngine open(int audiences) {
    SplittableRandom entropy = new SplittableRandom(1);
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withMaxProfiles(profileCount + 1_000L)
            .withEnvironment("bench", "main", EnvironmentGenerator.generate(audiences).json())
            .withClockAndEntropy(() -> PageRequest.SENT_MS, entropy::nextLong));
  }

  /** Gives each profile one of a few typical visits. */
  @Setup(Level.Trial)
  public void fill() {
    engine.close();
    engine = open(audienceCount);
    worker = engine.newWorker();
    environment = engine.environment("bench", "main");
    ids =
        IntStream.range(0, profileCount).mapToObj(EventGenerator::profileId).toArray(String[]::new);
    idBytes = new byte[profileCount][];
    EventGenerator generator = new EventGenerator(3);
    List<List<byte[]>> visits =
        IntStream.range(0, VISIT_COUNT)
            .mapToObj(i -> generator.typicalVisit("visitor-" + i, START_MS))
            .toList();
    for (int profile = 0; profile < profileCount; profile++) {
      idBytes[profile] = ids[profile].getBytes(StandardCharsets.US_ASCII);
      for (byte[] body : visits.get(profile % VISIT_COUNT)) {
        update(profile, body);
      }
    }
    for (int i = 0; i < BUILT_COUNT; i++) {
      built[i] = page();
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }

  /** The bytes' door: request bytes in, answer bytes out; returns the answer's length. */
  @Benchmark
  public int bytes() {
    return update(random.nextInt(profileCount), request.next());
  }

  /** The typed door, from the event's parts to the decision. */
  @Benchmark
  public Decision typed() {
    return engine.update(environment, ids[random.nextInt(profileCount)], page());
  }

  /** The typed door with an event that was built before; it comes again only to other profiles. */
  @Benchmark
  public Decision typedBuilt() {
    Event event = built[next++ & (BUILT_COUNT - 1)];
    return engine.update(environment, ids[random.nextInt(profileCount)], event);
  }

  /** A profile read through the bytes' door; returns the answer's length. */
  @Benchmark
  public int bytesGet() {
    worker.getProfile(environment, id.wrap(idBytes[random.nextInt(profileCount)]), answer);
    return answer.length();
  }

  /** A profile read through the typed door. */
  @Benchmark
  public Decision typedGet() {
    return engine.get(environment, ids[random.nextInt(profileCount)]);
  }

  /** Building the event alone. */
  @Benchmark
  public Event build() {
    return page();
  }

  private int update(int profile, byte[] body) {
    worker.updateProfile(
        environment, id.wrap(idBytes[profile]), body, 0, body.length, false, answer);
    return answer.length();
  }

  /** What the request's bytes say: the browser's page event. */
  private static Event page() {
    Page page =
        new Page(
            "/pricing",
            Map.of("social", "tiktok"),
            "https://search.example.com/",
            "?social=tiktok",
            "https://shop.example.com/pricing?social=tiktok");
    return Event.page(page)
        .channel(Channel.WEB)
        .timestamp(Instant.ofEpochMilli(PageRequest.SENT_MS))
        .library("Ninetailed React Analytics SDK", "7.26.0")
        .userAgent(USER_AGENT)
        .locale("de-DE")
        .onPage(page)
        .property("title", "Pricing | Example Shop")
        .property("hash", "")
        .property("width", 1512)
        .property("height", 827)
        .build();
  }
}
