package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.kernel.EventAdmission;
import dev.kitsune.engine.kernel.ProfileLimits;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in this process, beside stores of profiles and of aliases. A command locks the
 * stripes of all its profiles and ids in ascending order, so that commands on the same ones run one
 * after the other and no two wait for each other; closing takes every stripe, so that no command is
 * ever beside freed memory.
 */
public final class LocalProfileExecutor implements ProfileExecutor {
  private static final int STRIPE_COUNT = 4_096;

  private final RecordStore profiles;
  private final RecordStore aliases;
  private final ProfileLimits limits;
  private final LongSupplier entropy;
  private final StripeLocks locks = new StripeLocks(STRIPE_COUNT);
  private final long secret0;
  private final long secret1;
  private final @Nullable EventAdmission admission;
  /* Written under every stripe; read under any, or where a store says that it is closed. */
  private volatile boolean isClosed;

  /**
   * @param profiles closed with the executor, as are the aliases
   * @param entropy for any thread; ids of profiles act as bearer secrets, so it must be one that
   *     nobody can guess
   * @param secret0 what keys are hashed with, first 64 bits
   * @param secret1 last 64 bits
   */
  public LocalProfileExecutor(
      RecordStore profiles,
      RecordStore aliases,
      ProfileLimits limits,
      LongSupplier entropy,
      long secret0,
      long secret1) {
    this(profiles, aliases, limits, entropy, secret0, secret1, null);
  }

  /**
   * The same with rate limits.
   *
   * @param admission asked before events are stored; null for none
   */
  public LocalProfileExecutor(
      RecordStore profiles,
      RecordStore aliases,
      ProfileLimits limits,
      LongSupplier entropy,
      long secret0,
      long secret1,
      @Nullable EventAdmission admission) {
    this.profiles = profiles;
    this.aliases = aliases;
    this.limits = limits;
    this.entropy = entropy;
    this.secret0 = secret0;
    this.secret1 = secret1;
    this.admission = admission;
  }

  @Override
  public Lane newLane() {
    return new LocalLane(this);
  }

  @Override
  public boolean importProfile(
      EnvironmentRef environment, byte[] line, int offset, int length, long nowMs) {
    return new ProfileTransfer(this).importProfile(environment, line, offset, length, nowMs);
  }

  @Override
  public void exportProfiles(EnvironmentRef environment, Consumer<ByteSlice> lines) {
    new ProfileTransfer(this).exportProfiles(environment, lines);
  }

  @Override
  public long durableSequence() {
    return 0;
  }

  @Override
  public long profileCount() {
    try {
      return profiles.count();
    } catch (IllegalStateException storeIsClosed) {
      requireOpen();
      throw storeIsClosed;
    }
  }

  @Override
  public void close() {
    for (int stripe = 0; stripe < locks.count(); stripe++) {
      locks.lock(stripe);
    }
    try {
      isClosed = true;
      profiles.close();
      aliases.close();
    } finally {
      for (int stripe = locks.count() - 1; stripe >= 0; stripe--) {
        locks.unlock(stripe);
      }
    }
  }

  RecordStore profiles() {
    return profiles;
  }

  RecordStore aliases() {
    return aliases;
  }

  ProfileLimits limits() {
    return limits;
  }

  LongSupplier entropy() {
    return entropy;
  }

  @Nullable EventAdmission admission() {
    return admission;
  }

  StripeLocks locks() {
    return locks;
  }

  KeyHash newKeyHash() {
    return new KeyHash(secret0, secret1);
  }

  /** Refuses what comes after {@link #close}; under a stripe the stores then stay open. */
  void requireOpen() {
    if (isClosed) {
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
    }
  }
}
