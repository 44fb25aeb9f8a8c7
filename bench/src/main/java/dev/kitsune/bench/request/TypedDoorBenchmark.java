package dev.kitsune.bench.request;

import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.engine.Channel;
import dev.kitsune.engine.Decision;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.Event;
import dev.kitsune.engine.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
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
 * What does the typed door cost beside the bytes' door? The same page update on the same engine, on
 * a profile chosen at random: bytes in, bytes out; an event built, then decided; an event that was
 * built before; and a profile read by either door. The bytes are those of the built event. Target:
 * at most twice the bytes.
 *
 * <p>{@code ./kitsune bench jmh TypedDoorBenchmark -p profileCount=10000 -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class TypedDoorBenchmark {
  private static final int BUILT_COUNT = 4_096;
  private static final String USER_AGENT =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/126.0.0.0 Safari/537.36";

  /** How many profiles there are to choose from. */
  @Param({"10000", "1000000"})
  public int profileCount = 10_000;

  @Param("100")
  public int audienceCount = 100;

  private final FreshRequest request = new FreshRequest(request(page()));
  private final Event[] built = new Event[BUILT_COUNT];
  private LoadedEngine engine = new LoadedEngine(EngineConfig.StoreKind.HEAP, 1, 1);
  private int next;

  /** Fills the engine and builds events. */
  @Setup(Level.Trial)
  public void fill() {
    engine.close();
    engine = new LoadedEngine(EngineConfig.StoreKind.CHRONICLE, profileCount, audienceCount);
    for (int i = 0; i < BUILT_COUNT; i++) {
      built[i] = page();
    }
  }

  /** Frees the engine. */
  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }

  /** The bytes' door: request bytes in, answer bytes out; returns the answer's length. */
  @Benchmark
  public int bytes() {
    return engine.update(engine.ids().choose(), request.next()).length();
  }

  /** The typed door, from the event's parts to the decision. */
  @Benchmark
  public Decision typed() {
    return engine.update(engine.ids().choose(), page());
  }

  /** The typed door with an event that was built before; it comes again only to other profiles. */
  @Benchmark
  public Decision typedBuilt() {
    Event event = built[next++ & (BUILT_COUNT - 1)];
    return engine.update(engine.ids().choose(), event);
  }

  /** A profile read through the bytes' door; returns the answer's length. */
  @Benchmark
  public int bytesGet() {
    return engine.get(engine.ids().choose()).length();
  }

  /** A profile read through the typed door. */
  @Benchmark
  public Decision typedGet() {
    return engine.getTyped(engine.ids().choose());
  }

  /** Building the event alone. */
  @Benchmark
  public Event build() {
    return page();
  }

  LoadedEngine engine() {
    return engine;
  }

  FreshRequest request() {
    return request;
  }

  /** The request that the bytes' door is given for an event. */
  private static byte[] request(Event event) {
    return ("{\"events\":[" + event.json() + "]}").getBytes(StandardCharsets.UTF_8);
  }

  /** A browser's page event, of what events have a name for here. */
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
        .timestamp(Instant.ofEpochMilli(TypicalVisits.NOW_MS))
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
