package dev.kitsune.bench.experience;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.experience.ExperienceSelector;
import dev.kitsune.engine.experience.ExperienceSet;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * How long does it take to select a profile's experiences and the variant of each?
 *
 * <p>{@code ./kitsune bench jmh ExperienceBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class ExperienceBenchmark {
  /** How many experiences the environment has, beside 100 audiences. */
  @Param({"20", "100"})
  public int experienceCount = 20;

  private final AudienceMatcher matcher = new AudienceMatcher();
  private final ExperienceSelector selector = new ExperienceSelector();
  private final ProfileRecord record = new ProfileRecord();
  private ExperienceSet experiences = new ExperienceSet(List.of(), id -> 0);

  /** Compiles the environment and decides the audiences of a typical profile. */
  @Setup
  public void prepare() {
    TypicalProfiles profiles = new TypicalProfiles(100, experienceCount);
    experiences = profiles.environment().experiences();
    byte[] typical = profiles.record(0);
    record.bytes().clear();
    record.bytes().put(typical, 0, typical.length);
    matcher.matchAll(profiles.environment().audiences(), record);
  }

  /** Returns how many apply. */
  @Benchmark
  public int selectAll() {
    selector.selectAll(experiences, record, matcher);
    return selector.count();
  }
}
