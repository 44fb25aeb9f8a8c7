package dev.kitsune.bench.request;

import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.engine.Decision;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.Event;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.testdata.EnvironmentGenerator;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * An engine that holds many typical profiles in a generated environment, at the time just after
 * their visits. Owned by one thread.
 */
public final class LoadedEngine implements AutoCloseable {
  /** Room for profiles beyond those that are there at the beginning. */
  static final int HEADROOM = 1_000;

  private final ExperienceEngine engine;
  private final EngineWorker worker;
  private final EnvironmentRef environment;
  private final ProfileIds ids;
  private final ResponseSink answer = new ResponseSink();

  LoadedEngine(EngineConfig.StoreKind store, int profileCount, int audienceCount) {
    this(store, profileCount, HEADROOM, audienceCount);
  }

  LoadedEngine(EngineConfig.StoreKind store, int profileCount, long headroom, int audienceCount) {
    this(config(store, profileCount + headroom, audienceCount), new ProfileIds(profileCount));
    visit(TypicalVisits.justBefore());
  }

  /**
   * In an environment of one's own, organization bench, slug main.
   *
   * @param config with room for the profiles
   */
  public static LoadedEngine visited(EngineConfig config, int profileCount) {
    LoadedEngine engine = new LoadedEngine(config, new ProfileIds(profileCount));
    engine.visit(TypicalVisits.justBefore());
    return engine;
  }

  private LoadedEngine(EngineConfig config, ProfileIds ids) {
    this.ids = ids;
    engine = ExperienceEngine.open(config);
    worker = engine.newWorker();
    environment = engine.environment("bench", "main");
  }

  /** An engine that could hold these profiles and has none. */
  public static LoadedEngine empty(ProfileIds ids, int audienceCount) {
    return new LoadedEngine(
        config(EngineConfig.StoreKind.CHRONICLE, ids.count() + HEADROOM, audienceCount), ids);
  }

  /** As users have it, but for capacity, clock and entropy; the environment is bench/main. */
  public static EngineConfig config(
      EngineConfig.StoreKind store, long maxProfiles, int audienceCount) {
    return config(store, maxProfiles)
        .withEnvironment("bench", "main", EnvironmentGenerator.generate(audienceCount).json());
  }

  /** The same without an environment. */
  public static EngineConfig config(EngineConfig.StoreKind store, long maxProfiles) {
    SplittableRandom entropy = new SplittableRandom(1);
    return EngineConfig.defaults()
        .withStore(store)
        .withMaxProfiles(capacity(maxProfiles))
        .withClockAndEntropy(() -> TypicalVisits.NOW_MS, entropy::nextLong);
  }

  /** How many profiles an engine must be laid out for, to take so many before it is nearly full. */
  static long capacity(long profileCount) {
    return profileCount + profileCount / 16 + 1;
  }

  /* Each profile makes one of a few typical visits: what differs is its id. */
  private void visit(TypicalVisits visits) {
    for (int profile = 0; profile < ids.count(); profile++) {
      for (byte[] request : visits.of(profile)) {
        update(profile, request);
      }
    }
  }

  ProfileIds ids() {
    return ids;
  }

  long profileCount() {
    return engine.profileCount();
  }

  /** Sends an update; the answer stands in the sink until the next call, as with those below. */
  public ResponseSink update(int profile, byte[] body) {
    worker.updateProfile(environment, ids.id(profile), body, 0, body.length, false, answer);
    return answer;
  }

  /** Computes an update's answer and stores nothing. */
  public ResponseSink preflight(int profile, byte[] body) {
    worker.updateProfile(environment, ids.id(profile), body, 0, body.length, true, answer);
    return answer;
  }

  /** Takes the configuration's files over as they are now. */
  public void reload() {
    engine.reload();
  }

  ResponseSink get(int profile) {
    worker.getProfile(environment, ids.id(profile), answer);
    return answer;
  }

  /** An update through the typed door; the id is made a String, as a caller has it. */
  Decision update(int profile, Event event) {
    return engine.update(environment, text(profile), event);
  }

  Decision getTyped(int profile) {
    return engine.get(environment, text(profile));
  }

  private String text(int profile) {
    return new String(ids.id(profile).array(), StandardCharsets.ISO_8859_1);
  }

  ResponseSink create(byte[] body) {
    worker.createProfile(environment, body, 0, body.length, false, answer);
    return answer;
  }

  ResponseSink upsert(byte[] body) {
    worker.upsertProfiles(environment, body, 0, body.length, false, answer);
    return answer;
  }

  @Override
  public void close() {
    engine.close();
  }
}
