package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Utf8;
import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.kernel.DeviceCache;
import dev.kitsune.engine.response.Explanation;
import dev.kitsune.engine.response.ExplanationReader;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.engine.store.ProfileExecutor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way in for requests: bytes in, bytes out. Holds scratch memory, so each belongs to one thread
 * (one per event loop or platform thread). Body and id are read during the call only. Every method
 * clears the sink, writes one whole answer ({@code {"message":"ok",...}}) into it, and throws
 * {@link ExperienceException} where the request is refused: nothing is stored then, and the sink is
 * empty. The environment must be one that the same engine looked up, else IllegalArgumentException.
 * The returned sequence is durable once {@link ExperienceEngine#durableSequence} reaches it, and
 * may be acknowledged then; below the level FSYNC that is so on return. Data plane.
 */
public final class EngineWorker {
  private final Catalog catalog;
  private final ProfileExecutor.Lane lane;
  private final EventLimits limits;
  private final LongSupplier clockMs;
  private final EventReader reader;
  private final Command command;

  EngineWorker(
      Catalog catalog, ProfileExecutor.Lane lane, EventLimits limits, LongSupplier clockMs) {
    this(catalog, lane, limits, clockMs, null);
  }

  /**
   * @param devices null where devices are not detected
   */
  EngineWorker(
      Catalog catalog,
      ProfileExecutor.Lane lane,
      EventLimits limits,
      LongSupplier clockMs,
      @Nullable DeviceCache devices) {
    command = new Command(devices);
    this.catalog = catalog;
    this.lane = lane;
    this.limits = limits;
    this.clockMs = clockMs;
    reader = new EventReader(limits);
  }

  /**
   * POST profiles: makes a new profile.
   *
   * @param preflight whether to compute the answer only and store nothing
   */
  public long createProfile(
      EnvironmentRef environment,
      byte[] body,
      int offset,
      int length,
      boolean preflight,
      ResponseSink answer) {
    begin(Command.Kind.CREATE, environment, answer);
    EventBatch events = reader.readEvents(body, offset, length, command.nowMs());
    return lane.execute(command.events(events, preflight), answer);
  }

  /** POST profiles/{id}: updates the profile with this id or alias, or makes it. */
  public long updateProfile(
      EnvironmentRef environment,
      ByteSlice id,
      byte[] body,
      int offset,
      int length,
      boolean preflight,
      ResponseSink answer) {
    begin(Command.Kind.UPDATE, environment, answer);
    requireId(id);
    EventBatch events = reader.readEvents(body, offset, length, command.nowMs());
    return lane.execute(command.events(events, preflight), answer);
  }

  /**
   * GET profiles/{id}: the profile as it is now.
   *
   * @throws ExperienceException PROFILE_NOT_FOUND if nobody has the id
   */
  public long getProfile(EnvironmentRef environment, ByteSlice id, ResponseSink answer) {
    begin(Command.Kind.GET, environment, answer);
    requireId(id);
    return lane.execute(command, answer);
  }

  /**
   * Explains the profile as {@link #getProfile} would answer it, whatever the environment allows;
   * changes nothing in the store. Control plane.
   *
   * @throws ExperienceException PROFILE_NOT_FOUND if nobody has the id
   */
  public Explanation explainProfile(EnvironmentRef environment, ByteSlice id) {
    Environment version = catalog.requireOwn(environment).current();
    command.begin(Command.Kind.GET, environment, version, clockMs.getAsLong());
    requireId(id);
    ExplanationReader reader = new ExplanationReader(command.nowMs());
    lane.execute(command.storingNothing(), new ResponseSink(reader));
    return reader.explanation();
  }

  /** POST events: updates or makes each profile that the events' anonymousId names. */
  public long upsertProfiles(
      EnvironmentRef environment,
      byte[] body,
      int offset,
      int length,
      boolean preflight,
      ResponseSink answer) {
    begin(Command.Kind.BATCH, environment, answer);
    EventBatch events = reader.readBatch(body, offset, length, command.nowMs());
    return lane.execute(command.events(events, preflight), answer);
  }

  /**
   * POST import/events: as {@link #upsertProfiles}, answered with {@code data} empty.
   *
   * @throws ExperienceException as there
   */
  public long importEvents(
      EnvironmentRef environment, byte[] body, int offset, int length, ResponseSink answer) {
    begin(Command.Kind.IMPORT, environment, answer);
    EventBatch events = reader.readBatch(body, offset, length, command.nowMs());
    return lane.execute(command.events(events, false), answer);
  }

  /**
   * DELETE profiles/{id}: removes the profile that has this id or alias, or into which it was
   * merged, with all its aliases and redirects; answered with {@code data} empty.
   *
   * @throws ExperienceException PROFILE_NOT_FOUND if nobody has the id
   */
  public long deleteProfile(EnvironmentRef environment, ByteSlice id, ResponseSink answer) {
    begin(Command.Kind.DELETE, environment, answer);
    requireId(id);
    return lane.execute(command, answer);
  }

  private void begin(Command.Kind kind, EnvironmentRef environment, ResponseSink answer) {
    answer.clear();
    Environment version = catalog.requireOwn(environment).current();
    command.begin(kind, environment, version, clockMs.getAsLong());
  }

  private void requireId(ByteSlice id) {
    if (id.length() < 1 || id.length() > limits.idLengthMax()) {
      throw new ExperienceException(
          ErrorCode.INVALID_DATA,
          "profile id must be 1 to " + limits.idLengthMax() + " bytes of UTF-8");
    }
    if (!Utf8.isValid(id.array(), id.offset(), id.length())) {
      throw new ExperienceException(ErrorCode.INVALID_DATA, "profile id must be UTF-8");
    }
    command.id(id.array(), id.offset(), id.length());
  }
}
