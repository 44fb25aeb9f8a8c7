package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.response.ResponseSink;

/**
 * Removes the profiles of one environment that got no event for long, one at a time, beside running
 * requests; each goes as by a DELETE. Owned by one thread. Control plane.
 */
final class ProfileEviction {
  private final LocalProfileExecutor executor;
  private final EnvironmentRef environment;
  private final long beforeMs;
  private final KeyHash hash;
  private final ProfileExecutor.Lane lane;
  private final Command command = new Command();
  private final ProfileRecord record = new ProfileRecord();
  private final ByteSlice id = new ByteSlice();
  private final ResponseSink answer = new ResponseSink();

  ProfileEviction(LocalProfileExecutor executor, EnvironmentRef environment, long beforeMs) {
    this.executor = executor;
    this.environment = environment;
    this.beforeMs = beforeMs;
    hash = executor.newKeyHash();
    lane = executor.newLane();
  }

  /** Removes them; returns how many they were. */
  long run() {
    long[] keys = executor.profileKeys();
    long count = 0;
    for (int at = 0; at < keys.length; at += 2) {
      if (isInactive(keys[at], keys[at + 1]) && isRemoved()) {
        count++;
      }
    }
    return count;
  }

  private boolean isInactive(long keyHigh, long keyLow) {
    if (!executor.copy(keyHigh, keyLow, record) || record.lastReceiptMs() >= beforeMs) {
      return false;
    }
    hash.hash(environment, record.id(id));
    return hash.high() == keyHigh && hash.low() == keyLow;
  }

  /* It may have become active, or gone, since it was looked at: the command looks again. */
  private boolean isRemoved() {
    command
        .begin(Command.Kind.DELETE, environment, environment.current(), beforeMs)
        .onlyIfInactiveSince(beforeMs)
        .id(id.array(), id.offset(), id.length());
    try {
      lane.execute(command, answer);
      return true;
    } catch (ExperienceException refused) {
      if (refused.code() == ErrorCode.PROFILE_NOT_FOUND) {
        return false;
      }
      throw refused;
    }
  }
}
