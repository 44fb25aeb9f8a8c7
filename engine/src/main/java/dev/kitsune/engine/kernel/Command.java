package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.event.EventBatch;
import org.jspecify.annotations.Nullable;

/**
 * What one request asks for. Refilled from request to request, owned by one thread; events and id
 * are views that must stay as they are until the command is done. Data plane.
 */
public final class Command {
  /** The kinds of requests. */
  public enum Kind {
    /** Make a new profile and give it the events. */
    CREATE,
    /** Give the events to the profile of an id, made if nobody has the id. */
    UPDATE,
    /** Give each event to the profile of its anonymousId, made if nobody has it. */
    BATCH,
    /** The same, answered without the profiles. */
    IMPORT,
    /** Read the profile of an id. */
    GET,
    /** Remove the profile of an id, with all ids that lead to it. */
    DELETE
  }

  private Kind kind = Kind.GET;
  private @Nullable EnvironmentRef ref;
  private @Nullable Environment environment;
  private @Nullable EventBatch events;
  private final ByteSlice id = new ByteSlice();
  private long nowMs;
  private boolean isPreflight;
  private long inactiveSinceMs;
  private final AnswerOverrides overrides = new AnswerOverrides();
  private final OverridesReader overridesReader = new OverridesReader();
  private final EventDevices devices;

  /** A command whose events' devices are not detected. */
  public Command() {
    this(null);
  }

  /**
   * A command whose events' devices are told by a cache.
   *
   * @param devices null for none
   */
  public Command(@Nullable DeviceCache devices) {
    this.devices = new EventDevices(devices);
  }

  /**
   * Fills the command.
   *
   * @param environment the version of the environment that decides this request
   * @param nowMs the time of receipt, in epoch milliseconds, read once per request
   */
  public Command begin(Kind newKind, EnvironmentRef newRef, Environment environment, long nowMs) {
    kind = newKind;
    ref = newRef;
    this.environment = environment;
    this.nowMs = nowMs;
    events = null;
    id.wrap(id.array(), 0, 0);
    isPreflight = false;
    inactiveSinceMs = Long.MAX_VALUE;
    overrides.clear();
    return this;
  }

  /** The profile's id or alias; of {@link Kind#CREATE} the id that the new profile gets. */
  public Command id(byte[] array, int offset, int length) {
    id.wrap(array, offset, length);
    return this;
  }

  /**
   * The events, and what their request forces.
   *
   * @param preflight whether to compute the answer only and store nothing
   * @throws dev.kitsune.engine.error.ExperienceException INVALID_DATA if overrides are not allowed
   *     or not understood
   */
  public Command events(EventBatch newEvents, boolean preflight) {
    overridesReader.read(newEvents, environment(), overrides);
    devices.prepare(newEvents, isBatch());
    events = newEvents;
    isPreflight = preflight;
    return this;
  }

  /** Has {@link Kind#GET} leave the stores exactly as they are. */
  public Command storingNothing() {
    isPreflight = true;
    return this;
  }

  /**
   * Has {@link Kind#DELETE} find nobody if the profile's last event was received at this time, in
   * epoch milliseconds, or later.
   */
  public Command onlyIfInactiveSince(long epochMs) {
    inactiveSinceMs = epochMs;
    return this;
  }

  /** {@link #onlyIfInactiveSince}; later than any time where it was not said. */
  public long inactiveSinceMs() {
    return inactiveSinceMs;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether each event says itself whose it is. */
  public boolean isBatch() {
    return kind == Kind.BATCH || kind == Kind.IMPORT;
  }

  public EnvironmentRef ref() {
    return given(ref);
  }

  public Environment environment() {
    return given(environment);
  }

  public EventBatch events() {
    return given(events);
  }

  /** What the request forces of its own answer. */
  public AnswerOverrides overrides() {
    return overrides;
  }

  EventDevices devices() {
    return devices;
  }

  public ByteSlice id() {
    return id;
  }

  public long nowMs() {
    return nowMs;
  }

  public boolean isPreflight() {
    return isPreflight;
  }

  private static <T> T given(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the command was not begun");
    }
    return value;
  }
}
