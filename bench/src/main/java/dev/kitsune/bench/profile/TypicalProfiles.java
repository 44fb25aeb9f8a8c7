package dev.kitsune.bench.profile;

import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.catalog.EnvironmentReader;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.kernel.ProfileLimits;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.engine.store.HeapRecordStore;
import dev.kitsune.engine.store.LocalProfileExecutor;
import dev.kitsune.engine.store.ProfileExecutor;
import dev.kitsune.testdata.EnvironmentGenerator;
import dev.kitsune.testdata.EventGenerator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Records of typical profiles, made by the engine's own steps outside of an engine, and the
 * environment that they belong to: what single steps are measured with, and what a store holds that
 * is to be like an engine's. Owned by one thread.
 */
public final class TypicalProfiles {
  private static final long SEED = 2026;
  private static final int EXPERIENCE_COUNT = 20;
  private static final int ALIAS_COUNT_MAX = 1_000_000;

  private final TypicalVisits visits = TypicalVisits.justBefore();
  private final LastRecordStore records = new LastRecordStore();
  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final Command command = new Command();
  private final ResponseSink answer = new ResponseSink();
  private final ProfileExecutor.Lane lane;
  private final EnvironmentRef environment;

  public TypicalProfiles(int audienceCount) {
    this(audienceCount, EXPERIENCE_COUNT);
  }

  public TypicalProfiles(int audienceCount, int experienceCount) {
    this(EnvironmentGenerator.generate(SEED, audienceCount, experienceCount));
  }

  public TypicalProfiles(EnvironmentGenerator.Generated generated) {
    environment = compile(generated.json());
    SplittableRandom entropy = new SplittableRandom(1);
    lane =
        new LocalProfileExecutor(
                records,
                new HeapRecordStore(ALIAS_COUNT_MAX, 4_096),
                ProfileLimits.DEFAULT,
                entropy::nextLong,
                1,
                2)
            .newLane();
  }

  /** The compiled environment. */
  public Environment environment() {
    return environment.current();
  }

  /** The same for commands. */
  public EnvironmentRef environmentRef() {
    return environment;
  }

  /** The record that a typical visit just before leaves of a profile that was not known. */
  public byte[] record(int profile) {
    byte[] id = EventGenerator.profileId(profile).getBytes(StandardCharsets.US_ASCII);
    return record(id, visits.of(profile));
  }

  /** The record that these update requests leave of a profile that was not known. */
  public byte[] record(byte[] id, List<byte[]> requests) {
    records.clear();
    for (byte[] request : requests) {
      update(id, request);
    }
    return records.last();
  }

  /** The answer to the last request. */
  public byte[] answer() {
    return answer.toBytes();
  }

  private void update(byte[] id, byte[] request) {
    long nowMs = TypicalVisits.NOW_MS;
    command.begin(Command.Kind.UPDATE, environment, environment.current(), nowMs);
    command.id(id, 0, id.length);
    command.events(reader.readEvents(request, 0, request.length, nowMs), false);
    lane.execute(command, answer);
  }

  private static EnvironmentRef compile(String json) {
    Catalog catalog = new Catalog();
    EnvironmentReader reader = new EnvironmentReader("bench", "main");
    catalog.swap(
        List.of(reader.add("generated", json.getBytes(StandardCharsets.UTF_8)).definition()));
    return catalog.environments().get(0);
  }
}
