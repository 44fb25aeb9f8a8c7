package dev.kitsune.bench.request;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.device.UserAgentDetector;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Hash64;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.kernel.DeviceCache;
import dev.kitsune.engine.kernel.ProfileKernel;
import dev.kitsune.engine.kernel.ProfileLimits;
import dev.kitsune.engine.kernel.RecordSet;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.engine.response.ResponseWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A page update made of the engine's own steps in their order, so that it can end after each. Owned
 * by one thread.
 */
final class UpdateWay implements AutoCloseable {
  /* As many as an engine has. */
  private static final int LOCK_COUNT = 4_096;

  private final JsonTape tape = new JsonTape();
  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final Command plain = new Command();
  private final Command detecting = new Command(new DeviceCache(new UserAgentDetector()));
  private final RecordSet set = new RecordSet();
  private final ReentrantLock[] locks = new ReentrantLock[LOCK_COUNT];
  private final ProfileKernel kernel = new ProfileKernel(ProfileLimits.DEFAULT);
  private final SplittableRandom entropy = new SplittableRandom(1);
  private final ResponseWriter writer = new ResponseWriter();
  private final ResponseSink answer = new ResponseSink();
  private final TypicalProfiles profiles;
  private final ProfileIds ids;
  private final HashedKeys keys;
  private final TypicalStore store;

  UpdateWay(int profileCount, int audienceCount) {
    profiles = new TypicalProfiles(audienceCount);
    ids = new ProfileIds(profileCount);
    keys = new HashedKeys(ids);
    store = new TypicalStore(profiles, profileCount, keys);
    for (int i = 0; i < LOCK_COUNT; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** Goes so far for a profile chosen at random; returns something of what was made last. */
  int run(UpdatePrefix last, byte[] body) {
    return run(last, ids.choose(), body);
  }

  int run(UpdatePrefix last, int profile, byte[] body) {
    if (last.isBefore(UpdatePrefix.EVENTS)) {
      return passOver(last, body);
    }
    EventBatch events = reader.readEvents(body, 0, body.length, TypicalVisits.NOW_MS);
    if (last.isBefore(UpdatePrefix.NAMES)) {
      return events.count();
    }
    Command command = last == UpdatePrefix.DEVICE ? detecting : plain;
    name(command, events, ids.id(profile));
    if (last.isBefore(UpdatePrefix.LOCK)) {
      return (int) set.keyLow(0);
    }
    int length = lockAndUpdate(last, command);
    return last.isBefore(UpdatePrefix.ANSWER) ? length : answer();
  }

  private int passOver(UpdatePrefix last, byte[] body) {
    if (!tape.parse(body, 0, body.length, JsonLimits.DEFAULT)) {
      throw new IllegalStateException(tape.fault());
    }
    if (last == UpdatePrefix.STRICT_PASS) {
      return tape.length(0);
    }
    /* The body has one event, and little around it. */
    return (int) Hash64.hash(body, 0, body.length, 0);
  }

  private void name(Command command, EventBatch events, ByteSlice id) {
    command
        .begin(
            Command.Kind.UPDATE,
            profiles.environmentRef(),
            profiles.environment(),
            TypicalVisits.NOW_MS)
        .id(id.array(), id.offset(), id.length())
        .events(events, false);
    set.clear(events.count());
    keys.hash(id);
    set.eventNames(0, set.name(id, keys.high(), keys.low()), RecordSet.NOBODY);
  }

  private int lockAndUpdate(UpdatePrefix last, Command command) {
    ReentrantLock lock = locks[(int) set.keyLow(0) & (LOCK_COUNT - 1)];
    lock.lock();
    try {
      return last.isBefore(UpdatePrefix.LOAD) ? 0 : update(last, command);
    } finally {
      lock.unlock();
    }
  }

  private int update(UpdatePrefix last, Command command) {
    ProfileRecord record = load();
    if (!last.isBefore(UpdatePrefix.KERNEL)) {
      kernel.plan(set, command, entropy::nextLong);
      kernel.apply(set, command, entropy::nextLong);
    }
    if (!last.isBefore(UpdatePrefix.WRITE_BACK)) {
      store.writeBack(set.keyHigh(0), set.keyLow(0), record.bytes());
    }
    return record.bytes().length();
  }

  private ProfileRecord load() {
    set.forgetSlots();
    int slot = set.addLoaded(set.keyHigh(0), set.keyLow(0));
    ProfileRecord record = set.slot(slot).record();
    store.load(set.keyHigh(0), set.keyLow(0), record.bytes());
    record.check();
    set.owner(0, slot);
    return record;
  }

  private int answer() {
    answer.clear();
    writer.writeProfile(set.slot(0).record(), profiles.environment(), answer);
    return answer.length();
  }

  /** The profile's record as the store has it. */
  byte[] stored(int profile) {
    ProfileRecord record = new ProfileRecord();
    store.read(profile, record.bytes());
    return Arrays.copyOf(record.bytes().array(), record.bytes().length());
  }

  /** The record that was loaded last, as it is now. */
  byte[] loaded() {
    ProfileRecord record = set.slot(0).record();
    return Arrays.copyOf(record.bytes().array(), record.bytes().length());
  }

  /** The answer that was written last. */
  String answerText() {
    return new String(answer.toBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    store.close();
  }
}
