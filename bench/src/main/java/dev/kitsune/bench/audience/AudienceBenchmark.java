package dev.kitsune.bench.audience;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.ChangedInputs;
import dev.kitsune.engine.audience.EventScratch;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.testdata.TestData;
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
 * profile? The page events are those of visits of six pages, two days apart, and four audiences ask
 * for so many pages within a day: five calls of six flip memberships, in or out.
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
  static final int VISIT_PAGE_COUNT = 6;
  static final int YEAR_PAGE_COUNT = 180 * VISIT_PAGE_COUNT;

  private static final long BETWEEN_PAGES_MS = 60_000;
  private static final long BETWEEN_VISITS_MS = 2 * 24 * 60 * BETWEEN_PAGES_MS;

  /** How many audiences the environment has. */
  @Param({"10", "100", "1000", "10000"})
  public int audienceCount = 100;

  private final AudienceMatcher matcher = new AudienceMatcher();
  private final ChangedInputs changed = new ChangedInputs();
  private final EventScratch scratch = new EventScratch();
  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final ProfileRecord record = new ProfileRecord();
  private byte[] typical = new byte[0];
  private Environment environment =
      new TypicalProfiles(NearAudiences.generate(audienceCount)).environment();
  private AudienceSet audiences = environment.audiences();
  private EventBatch events = new EventBatch();
  private long nowMs = TypicalVisits.NOW_MS;
  private int pageCount;

  /** Compiles the environment, takes a typical profile of it, reads a page event. */
  @Setup
  public void prepare() {
    TypicalProfiles profiles = new TypicalProfiles(NearAudiences.generate(audienceCount));
    environment = profiles.environment();
    audiences = environment.audiences();
    typical = profiles.record(0);
    byte[] body = TestData.bytes("requests/update/page.json");
    events = reader.readEvents(body, 0, body.length, TypicalVisits.NOW_MS);
    beginYear();
  }

  /* Time goes on by calls, and would soon be beyond what a record can tell. */
  private void beginYear() {
    record.bytes().clear();
    record.bytes().put(typical, 0, typical.length);
    nowMs = TypicalVisits.NOW_MS;
    pageCount = 0;
  }

  /**
   * What a page event asks for: its counters, the audiences that read them or what time changed,
   * and noting who is in which; returns whether a membership flipped.
   */
  @Benchmark
  public boolean decideTouched() {
    nextPage();
    long nowS = EventSeconds.of(nowMs);
    changed.clear(audiences.inputCount());
    audiences.countEvent(events, 0, record, scratch.at(nowMs, nowMs), changed);
    boolean isDue = nowS >= nextLapseS();
    if (isDue) {
      audiences.noteLapses(record, DerivedPart.decidedS(record), nowS, changed);
    }
    boolean isFlipped = matcher.at(nowS).matchChanged(audiences, record, changed);
    long decidedS = isDue ? nowS : DerivedPart.decidedS(record);
    long lapseS = isDue ? audiences.lapseS(record, nowS) : nextLapseS();
    if (isFlipped) {
      DerivedPart.begin(record, environment.derivedHash(), matcher.differenceCount(audiences), 0);
      matcher.writeDifference(audiences, record);
    }
    DerivedPart.decidedS(record, decidedS);
    DerivedPart.lapseS(record, lapseS);
    return isFlipped;
  }

  private void nextPage() {
    if (pageCount == YEAR_PAGE_COUNT) {
      beginYear();
    }
    nowMs += pageCount++ % VISIT_PAGE_COUNT == 0 ? BETWEEN_VISITS_MS : BETWEEN_PAGES_MS;
  }

  private long nextLapseS() {
    return Math.min(DerivedPart.lapseS(record), changed.lapseS());
  }

  /** What a new or stale profile asks for; returns in how many it differs from a blank one. */
  @Benchmark
  public int decideAll() {
    matcher.at(EventSeconds.of(nowMs)).matchAll(audiences, record);
    return matcher.differenceCount(audiences);
  }

  /** In how many audiences it differs from a blank one, after either. */
  int differenceCount() {
    return matcher.differenceCount(audiences);
  }

  /** How many audiences the profile is in, after {@link #decideAll}. */
  int memberCount() {
    return (int) IntStream.range(0, audiences.count()).filter(matcher::isMember).count();
  }
}
