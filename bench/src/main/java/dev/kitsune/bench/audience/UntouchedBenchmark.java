package dev.kitsune.bench.audience;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.engine.audience.AudienceCompiler;
import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.ChangedInputs;
import dev.kitsune.engine.audience.EventScratch;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.testdata.EnvironmentGenerator;
import dev.kitsune.testdata.TestData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does the audience step take for an event that changes nothing that an audience reads? It
 * is all that audiences do between an event and the derived part: note what changed, count, and as
 * the kernel does decide only where anything changed.
 *
 * <p>{@code ./kitsune bench jmh UntouchedBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class UntouchedBenchmark {
  private static final int TRAIT_COUNT = 8;

  /** Which event, in which environment. */
  public enum Kind {
    /** A component event of an experience that no rule counts; no rules of time or sessions. */
    COMPONENT(false, true),
    /** Eight traits that no rule reads; no rules of time or sessions. */
    IDENTIFY(false, true),
    /** The component event, where rules of windows, ages and sessions have to be asked, too. */
    COMPONENT_BESIDE_CLOCKS(false, false),
    /** A page event that is counted, by counts that audiences read, but flips no comparison. */
    PAGE_COUNTED(true, false);

    private final boolean isPage;
    private final boolean isTimeless;

    Kind(boolean isPage, boolean isTimeless) {
      this.isPage = isPage;
      this.isTimeless = isTimeless;
    }
  }

  @Param public Kind kind = Kind.COMPONENT;

  /** How many audiences the environment has. */
  @Param({"100", "1000", "10000"})
  public int audienceCount = 100;

  private final AudienceMatcher matcher = new AudienceMatcher();
  private final ChangedInputs changed = new ChangedInputs();
  private final EventScratch scratch = new EventScratch();
  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final ProfileRecord record = new ProfileRecord();
  private final ByteSlice[] traitKeys =
      IntStream.range(0, TRAIT_COUNT)
          .mapToObj(i -> ("unread" + i).getBytes(StandardCharsets.US_ASCII))
          .map(key -> new ByteSlice().wrap(key))
          .toArray(ByteSlice[]::new);
  private final ByteSlice noValue = new ByteSlice().wrap(new byte[0]);
  private final ByteSlice value = new ByteSlice().wrap(new byte[] {'1'});
  private final long nowS = EventSeconds.of(TypicalVisits.NOW_MS);
  private AudienceSet audiences = AudienceCompiler.compile(List.of());
  private EventBatch events = new EventBatch();

  /** Compiles the environment, takes a typical profile of it, reads the event. */
  @Setup
  public void prepare() {
    TypicalProfiles profiles =
        new TypicalProfiles(
            kind.isTimeless
                ? EnvironmentGenerator.generateTimeless(audienceCount)
                : EnvironmentGenerator.generate(audienceCount));
    audiences = profiles.environment().audiences();
    byte[] typical = profiles.record(0);
    record.bytes().clear();
    record.bytes().put(typical, 0, typical.length);
    String name = kind.isPage ? "page" : "component";
    byte[] body = TestData.bytes("requests/update/" + name + ".json");
    events = reader.readEvents(body, 0, body.length, TypicalVisits.NOW_MS);
    scratch.at(TypicalVisits.NOW_MS, TypicalVisits.NOW_MS);
  }

  /** Notes, counts, decides where anything changed; returns whether a membership flipped. */
  @Benchmark
  public boolean step() {
    changed.clear(audiences.inputCount());
    audiences.noteActivity(record, record.lastEventMs(), 0, nowS, changed);
    if (kind == Kind.IDENTIFY) {
      for (ByteSlice key : traitKeys) {
        audiences.noteTrait(key, noValue, value, scratch, changed);
      }
    } else {
      audiences.countEvent(events, 0, record, scratch, changed);
    }
    if (nowS >= DerivedPart.lapseS(record)) {
      audiences.noteLapses(record, DerivedPart.decidedS(record), nowS, changed);
    }
    return !changed.isEmpty() && matcher.at(nowS).matchChanged(audiences, record, changed);
  }

  /** A copy of the record as it is now. */
  byte[] recordBytes() {
    return record.bytes().toBytes();
  }

  /** Whether the last step found anything that audiences read to be changed. */
  boolean isAnyChanged() {
    return !changed.isEmpty();
  }
}
