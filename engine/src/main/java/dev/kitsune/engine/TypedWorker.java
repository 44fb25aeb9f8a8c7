package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Utf16;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.response.Explanation;
import dev.kitsune.engine.response.ResponseSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The typed door's way in for one call at a time: the events' bytes are put together to the request
 * that the bytes' door would be given, so that both read, check and decide alike; what decided is
 * then read as values. Owned by the caller who borrowed it.
 */
final class TypedWorker {
  private static final byte[] BEGIN = "{\"events\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BEGIN_OVERRIDES =
      "],\"options\":{\"overrides\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_OVERRIDES = "}}".getBytes(StandardCharsets.US_ASCII);
  private static final int CAPACITY_KEPT = 64 * 1_024;

  private final EngineWorker worker;
  private final DecisionReader reader = new DecisionReader();
  private final ResponseSink answer = new ResponseSink(reader);
  private final ByteSink body = new ByteSink(2_048);
  private final ByteSlice idSlice = new ByteSlice();
  private long sequence;

  TypedWorker(EngineWorker worker) {
    this.worker = worker;
  }

  Decision create(
      EnvironmentRef environment,
      List<Event> events,
      @Nullable Overrides overrides,
      boolean preflight) {
    begin(events, overrides, false);
    sequence = worker.createProfile(environment, body.array(), 0, body.length(), preflight, answer);
    return reader.decision();
  }

  Decision update(
      EnvironmentRef environment,
      String id,
      List<Event> events,
      @Nullable Overrides overrides,
      boolean preflight) {
    begin(events, overrides, false);
    sequence =
        worker.updateProfile(
            environment, id(id), body.array(), 0, body.length(), preflight, answer);
    return reader.decision();
  }

  Decision get(EnvironmentRef environment, String id) {
    reader.begin(false);
    worker.getProfile(environment, id(id), answer);
    return reader.decision();
  }

  Explanation explain(EnvironmentRef environment, String id) {
    return worker.explainProfile(environment, id(id));
  }

  boolean delete(EnvironmentRef environment, String id) {
    reader.begin(false);
    sequence = worker.deleteProfile(environment, id(id), answer);
    return true;
  }

  List<Profile> upsert(EnvironmentRef environment, List<Event> events, boolean preflight) {
    begin(events, null, true);
    sequence =
        worker.upsertProfiles(environment, body.array(), 0, body.length(), preflight, answer);
    return reader.profiles();
  }

  /** Runs a call and adds the sequence number of what it committed. */
  <T> Committed<T> committed(Function<TypedWorker, T> call) {
    sequence = 0;
    T value = call.apply(this);
    return new Committed<>(value, sequence);
  }

  /** Forgets the request, before the worker waits for the next. */
  void release() {
    reader.begin(false);
  }

  private void begin(List<Event> events, @Nullable Overrides overrides, boolean isBatch) {
    reader.begin(isBatch);
    body.clearAndShrink(CAPACITY_KEPT);
    body.put(BEGIN);
    boolean isFollowing = false;
    for (Event event : events) {
      if (isFollowing) {
        body.put((byte) ',');
      }
      body.put(event.utf8());
      isFollowing = true;
    }
    putEnd(overrides);
  }

  private void putEnd(@Nullable Overrides overrides) {
    if (overrides == null) {
      body.put(END);
    } else {
      body.put(BEGIN_OVERRIDES);
      body.put(overrides.utf8());
      body.put(END_OVERRIDES);
    }
  }

  private ByteSlice id(String id) {
    byte[] utf8 = Objects.requireNonNull(id, "id").getBytes(StandardCharsets.UTF_8);
    if (!Utf16.isWellFormed(id, utf8)) {
      throw new ExperienceException(ErrorCode.INVALID_DATA, "profile id must be UTF-8");
    }
    return idSlice.wrap(utf8);
  }
}
