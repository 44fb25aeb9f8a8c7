package dev.kitsune.bench.audience;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.engine.audience.AudienceCompiler;
import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.ChangedInputs;
import dev.kitsune.engine.audience.EventScratch;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.testdata.TestData;
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
 * How long does it take to decide audiences: those that a page event touches, or all of a stale
 * profile?
 *
 * <p>{@code ./kitsune bench jmh AudienceBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class AudienceBenchmark {
  /** How many audiences the environment has. */
  @Param({"10", "100", "1000", "10000"})
  public int audienceCount = 100;

  private final AudienceMatcher matcher = new AudienceMatcher();
  private final ChangedInputs changed = new ChangedInputs();
  private final EventScratch scratch = new EventScratch();
  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final ProfileRecord record = new ProfileRecord();
  private AudienceSet audiences = AudienceCompiler.compile(List.of());
  private EventBatch events = new EventBatch();

  /** Compiles the environment, takes a typical profile of it, reads a page event. */
  @Setup
  public void prepare() {
    TypicalProfiles profiles = new TypicalProfiles(audienceCount);
    audiences = profiles.environment().audiences();
    byte[] typical = profiles.record(0);
    record.bytes().clear();
    record.bytes().put(typical, 0, typical.length);
    byte[] body = TestData.bytes("requests/update/page.json");
    events = reader.readEvents(body, 0, body.length, TypicalVisits.NOW_MS);
  }

  /** What a page event asks for: its counters, and the audiences that read them. */
  @Benchmark
  public boolean decideTouched() {
    changed.clear(audiences.inputCount());
    audiences.countEvent(events, 0, record, scratch, changed);
    return matcher.matchChanged(audiences, record, changed);
  }

  /** What a new or stale profile asks for; returns in how many it differs from a blank one. */
  @Benchmark
  public int decideAll() {
    matcher.matchAll(audiences, record);
    return matcher.differenceCount(audiences);
  }

  /** How many audiences the profile is in, after {@link #decideAll}. */
  int memberCount() {
    return (int) IntStream.range(0, audiences.count()).filter(matcher::isMember).count();
  }
}
