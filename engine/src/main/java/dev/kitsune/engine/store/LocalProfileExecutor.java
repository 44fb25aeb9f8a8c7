package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.journal.Journal;
import dev.kitsune.engine.kernel.EventAdmission;
import dev.kitsune.engine.kernel.ProfileLimits;
import dev.kitsune.engine.profile.ProfileRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
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

  /* What is left above is for the profiles that are there, to grow in. */
  private static final double FILL_MAX = 0.95;

  private final RecordStore profiles;
  private final RecordStore aliases;
  private final ProfileLimits limits;
  private final LongSupplier entropy;
  private final StripeLocks locks = new StripeLocks(STRIPE_COUNT);
  private final long secret0;
  private final long secret1;
  private final @Nullable EventAdmission admission;
  private final @Nullable Journal journal;
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
    this(profiles, aliases, limits, entropy, secret0, secret1, null, null);
  }

  /**
   * The same with rate limits and a journal.
   *
   * @param admission asked before events are stored; null for none
   * @param journal takes every change before the stores do; null for none. Started here, closed
   *     with the executor; the stores hold what it gave out
   */
  public LocalProfileExecutor(
      RecordStore profiles,
      RecordStore aliases,
      ProfileLimits limits,
      LongSupplier entropy,
      long secret0,
      long secret1,
      @Nullable EventAdmission admission,
      @Nullable Journal journal) {
    this.profiles = profiles;
    this.aliases = aliases;
    this.limits = limits;
    this.entropy = entropy;
    this.secret0 = secret0;
    this.secret1 = secret1;
    this.admission = admission;
    this.journal = journal;
    if (journal != null) {
      journal.start(new LiveStores(this));
    }
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
  public long evictInactive(EnvironmentRef environment, long beforeMs) {
    return new ProfileEviction(this, environment, beforeMs).run();
  }

  @Override
  public long durableSequence() {
    return journal == null ? 0 : journal.durableSequence();
  }

  @Override
  public void awaitDurable(long sequence) {
    if (journal != null) {
      journal.awaitDurable(sequence);
    }
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
  public double fill() {
    return ask(profiles::fill);
  }

  @Override
  public double longFill() {
    return ask(profiles::longFill);
  }

  @Override
  public double linkFill() {
    return ask(aliases::fill);
  }

  private double ask(DoubleSupplier fill) {
    try {
      return fill.getAsDouble();
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
    isClosed = true;
    for (int stripe = locks.count() - 1; stripe >= 0; stripe--) {
      locks.unlock(stripe);
    }
    try {
      closeJournal();
    } finally {
      profiles.close();
      aliases.close();
    }
  }

  /* Without the stripes, which its snapshot of the stores may wait for. */
  private void closeJournal() {
    if (journal != null) {
      try {
        journal.close();
      } catch (IOException failed) {
        throw new UncheckedIOException("what was acknowledged last may not be on disk", failed);
      }
    }
  }

  @Nullable Journal journal() {
    return journal;
  }

  /** The keys of all profiles, high and low one after the other. */
  long[] profileKeys() {
    try {
      return profiles.keys();
    } catch (IllegalStateException storeIsClosed) {
      requireOpen();
      throw storeIsClosed;
    }
  }

  /** Copies a record under its stripe; returns whether there is one. */
  boolean copy(long keyHigh, long keyLow, ProfileRecord record) {
    int stripe = locks.stripe(keyLow);
    locks.lock(stripe);
    try {
      requireOpen();
      if (!profiles.read(keyHigh, keyLow, record.bytes())) {
        return false;
      }
      record.check();
      return true;
    } finally {
      locks.unlock(stripe);
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

  /**
   * Refuses a new profile where nearly no room is left for one of its length; under a stripe.
   *
   * @throws ExperienceException UNAVAILABLE if so
   */
  void requireRoom(int recordLength) {
    if (profiles.fill(recordLength) >= FILL_MAX) {
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
    }
  }

  /** Refuses what comes after {@link #close}; under a stripe the stores then stay open. */
  void requireOpen() {
    if (isClosed) {
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
    }
  }
}
