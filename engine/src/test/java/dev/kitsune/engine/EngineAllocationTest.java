package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.kernel.Device;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.testdata.EnvironmentGenerator;
import dev.kitsune.testdata.EventGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a warm engine allocates per request of a known profile: nothing. */
class EngineAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long START_MS = 1_700_000_000_000L;
  private static final int PROFILE_COUNT = 20;
  private static final int BODY_COUNT = 400;
  private static final int CALL_COUNT = 4_000;
  private static final int ROUND_COUNT = 12;
  private static final int QUARTER_DAY_MS = 6 * 3_600_000;
  private static final String ENVIRONMENT =
      withEveryRule(EnvironmentGenerator.generate(100).json());

  /** One request; must not capture anything new per call. */
  private interface Call {
    void run(ByteSlice id, byte[] body);
  }

  private final EventGenerator events = new EventGenerator(1);
  private final AtomicLong clockMs = new AtomicLong(START_MS);
  private final ResponseSink answer = new ResponseSink();
  private long stepMs = 50;
  private final List<ByteSlice> ids = new ArrayList<>();
  private LongSupplier entropy = new SecureEntropy();
  private ExperienceEngine engine = open(StoreKind.HEAP);
  private EngineWorker worker = engine.newWorker();
  private EnvironmentRef environment = engine.environment("acme", "main");

  /** With an audience for each type of rule, and windows, in front of the others. */
  private static String withEveryRule(String environment) {
    try (InputStream rules = EngineAllocationTest.class.getResourceAsStream("every-rule.json")) {
      String json =
          new String(Objects.requireNonNull(rules).readAllBytes(), StandardCharsets.UTF_8);
      String experience =
          environment.replaceFirst("(?s).*\"experiences\":\\[\\s*\\{\"id\":\"(.*?)\".*", "$1");
      return environment.replaceFirst(
          "\"audiences\":\\[", "\"audiences\":[" + json.replace("EXPERIENCE", experience) + ",");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ExperienceEngine open(StoreKind kind) {
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(kind)
            .withMaxProfiles(1_000)
            .withEnvironment("acme", "main", ENVIRONMENT)
            .withDeviceDetector(agent -> new Device(Device.Kind.MOBILE, agent, "os"))
            .withClockAndEntropy(clockMs::get, entropy));
  }

  private void use(StoreKind kind) {
    if (kind != StoreKind.HEAP) {
      engine.close();
      engine = open(kind);
      worker = engine.newWorker();
      environment = engine.environment("acme", "main");
    }
    for (int i = 0; i < PROFILE_COUNT; i++) {
      String id = EventGenerator.profileId(i);
      ids.add(new ByteSlice().wrap(id.getBytes(StandardCharsets.UTF_8)));
      for (byte[] body : events.typicalVisit(id, START_MS - 200_000)) {
        update(ids.get(i), body);
      }
    }
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @ParameterizedTest
  @EnumSource
  void pagesAllocateNothing(StoreKind kind) {
    use(kind);
    assertAllocatesNothing(bodies(i -> events.page(profile(i), START_MS + i)), this::update);
  }

  @ParameterizedTest
  @EnumSource
  void pagesWithALocationAllocateNothing(StoreKind kind) {
    use(kind);
    assertAllocatesNothing(
        bodies(i -> events.pageWithLocation(profile(i), START_MS + i)), this::update);
  }

  @ParameterizedTest
  @EnumSource
  void tracksAllocateNothing(StoreKind kind) {
    use(kind);
    assertAllocatesNothing(bodies(i -> events.track(profile(i), START_MS + i)), this::update);
  }

  @ParameterizedTest
  @EnumSource
  void exposuresAllocateNothing(StoreKind kind) {
    use(kind);
    assertAllocatesNothing(bodies(EngineAllocationTest::exposure), this::update);
    assertTrue(answer.toString().contains("\"rule-seen\""), answer.toString());
  }

  /* Every window of the rules lapses and fills again, sessions end, ages grow; until 2089. */
  @ParameterizedTest
  @EnumSource
  void lapsesAllocateNothing(StoreKind kind) {
    entropy = new SplittableRandom(1)::nextLong;
    engine.close();
    engine = open(kind);
    worker = engine.newWorker();
    environment = engine.environment("acme", "main");
    use(StoreKind.HEAP);
    stepMs = QUARTER_DAY_MS;
    Set<String> seen = new HashSet<>();
    Call visit =
        (id, body) -> {
          update(id, body);
          clockMs.addAndGet(stepMs);
          worker.getProfile(environment, id, answer);
        };
    List<byte[]> bodies = bodies(i -> untimed(events.page(profile(i), START_MS)));
    assertAllocatesNothing(bodies, visit);
    for (int i = 0; i < PROFILE_COUNT; i++) {
      visit.run(ids.get(i), bodies.get(i));
      seen.add(answer.toString().contains("\"rule-window\"") ? "in" : "out");
      clockMs.addAndGet(4L * QUARTER_DAY_MS);
      worker.getProfile(environment, ids.get(i), answer);
      seen.add(answer.toString().contains("\"rule-window\"") ? "in" : "out");
    }
    assertEquals(Set.of("in", "out"), seen);
  }

  private static byte[] exposure(int index) {
    return ("{\"events\":[{\"type\":\"component\",\"channel\":\"web\",\"messageId\":\"c"
            + index
            + "\",\"context\":{\"library\":{\"name\":\"n\",\"version\":\"3.14.0\"}},\"componentId\":\"c\","
            + "\"experienceId\":\""
            + ENVIRONMENT.replaceFirst("(?s).*\"experiences\":\\[\\s*\\{\"id\":\"(.*?)\".*", "$1")
            + "\",\"variantIndex\":1}]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] untimed(byte[] body) {
    return new String(body, StandardCharsets.UTF_8)
        .replaceAll("\"timestamp\":\"[^\"]*\",?", "")
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void identifiesAllocateNothing(StoreKind kind) {
    use(kind);
    List<byte[]> bodies = bodies(i -> events.identify(profile(i), "", START_MS + i));
    assertAllocatesNothing(bodies, this::update);
    Set<String> traits = new HashSet<>();
    for (byte[] body : bodies) {
      update(ids.get(0), body);
      traits.add(answer.toString().replaceAll(".*\"traits\":(.*),\"location\".*", "$1"));
    }
    assertTrue(traits.size() > BODY_COUNT / 2, "bodies change the traits");
  }

  @ParameterizedTest
  @EnumSource
  void identifiesByAnAliasAllocateNothing(StoreKind kind) {
    use(kind);
    assertAllocatesNothing(
        bodies(i -> events.identify(profile(i), "user-" + i % PROFILE_COUNT, START_MS + i)),
        this::update);
  }

  @ParameterizedTest
  @EnumSource
  void exposuresAndDevicesAllocateNothing(StoreKind kind) {
    use(kind);
    String event =
        "{\"events\":[{\"type\":\"component\",\"channel\":\"web\",\"messageId\":\"m%d\",\"componentId\":\"c\","
            + "\"experienceId\":\"%s\",\"variantIndex\":%d,\"context\":{\"userAgent\":\"agent %d\","
            + "\"library\":{\"name\":\"t\",\"version\":\"7.26.0\"}}}]}";
    List<String> experienceIds =
        environment.current().definition().experiences().stream().map(e -> e.id()).toList();
    assertAllocatesNothing(
        bodies(
            i ->
                event
                    .formatted(i, experienceIds.get(i % experienceIds.size()), i % 2, i % 50)
                    .getBytes(StandardCharsets.UTF_8)),
        this::update);
  }

  @ParameterizedTest
  @EnumSource
  void getsAllocateNothing(StoreKind kind) {
    use(kind);
    assertAllocatesNothing(
        bodies(i -> new byte[0]), (id, body) -> worker.getProfile(environment, id, answer));
  }

  @ParameterizedTest
  @EnumSource
  void preflightsAllocateNothing(StoreKind kind) {
    use(kind);
    assertAllocatesNothing(
        bodies(i -> events.page(profile(i), START_MS + i)),
        (id, body) -> worker.updateProfile(environment, id, body, 0, body.length, true, answer));
  }

  @ParameterizedTest
  @EnumSource
  void batchesAllocateNothing(StoreKind kind) {
    use(kind);
    assertAllocatesNothing(
        bodies(i -> events.batch(List.of(profile(i), profile(i + 1)), 4, START_MS + i)),
        (id, body) -> worker.upsertProfiles(environment, body, 0, body.length, false, answer));
  }

  /* On the heap new profiles are new objects, so only off it; and the JVM's secure source allocates
   * when its buffer is refilled, which only new profiles and sessions take from. */
  @Test
  void mergesAndDeletionsAllocateNothing() {
    entropy = new SplittableRandom(1)::nextLong;
    use(StoreKind.CHRONICLE);
    ByteSlice target = new ByteSlice().wrap("target".getBytes(StandardCharsets.UTF_8));
    ByteSlice current = new ByteSlice().wrap("current".getBytes(StandardCharsets.UTF_8));
    byte[] claim = events.identify("target", "user", START_MS);
    byte[] merge = events.identify("current", "user", START_MS);
    Call lives =
        (id, body) -> {
          update(target, claim);
          update(current, body);
          update(current, merge);
          worker.deleteProfile(environment, current, answer);
        };
    List<byte[]> bodies = bodies(i -> events.page("current", START_MS + i));
    assertAllocatesNothing(bodies, lives);
  }

  private void update(ByteSlice id, byte[] body) {
    worker.updateProfile(environment, id, body, 0, body.length, false, answer);
  }

  private static String profile(int index) {
    return EventGenerator.profileId(index % PROFILE_COUNT);
  }

  private static List<byte[]> bodies(IntFunction<byte[]> body) {
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < BODY_COUNT; i++) {
      bodies.add(body.apply(i));
    }
    return bodies;
  }

  /** The least of several rounds, for the JVM itself allocates in a thread when it recompiles. */
  private void assertAllocatesNothing(List<byte[]> bodies, Call call) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUND_COUNT; round++) {
      least = Math.min(least, allocatedBytes(bodies, call));
    }
    assertEquals(0, least, "bytes allocated by " + CALL_COUNT + " calls");
    assertEquals(PROFILE_COUNT, engine.profileCount());
  }

  /* Each body comes again only after more requests than a profile remembers. */
  private long allocatedBytes(List<byte[]> bodies, Call call) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CALL_COUNT; i++) {
      clockMs.addAndGet(stepMs);
      call.run(ids.get(i % PROFILE_COUNT), bodies.get(i % BODY_COUNT));
    }
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
