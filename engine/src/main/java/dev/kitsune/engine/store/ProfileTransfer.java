package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.kernel.ProfileKernel;
import dev.kitsune.engine.kernel.ProfileLimits;
import dev.kitsune.engine.kernel.RecordSet;
import dev.kitsune.engine.profile.IdList;
import dev.kitsune.engine.profile.ProfileLineReader;
import dev.kitsune.engine.profile.ProfileLineWriter;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.Traits;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes whole profiles in and gives them out, one at a time, beside running requests. Owned by one
 * thread. Control plane.
 */
final class ProfileTransfer {
  private static final int ATTEMPTS_MAX = 8;
  private static final int LINE_LENGTH_MAX = 1 << 20;

  private final LocalProfileExecutor executor;
  private final KeyHash hash;
  private final SetLoader loader;
  private final SetCommit commit;
  private final StripeSet stripes;
  private final ProfileKernel kernel;
  private final RecordSet set = new RecordSet();
  private final ProfileRecord record = new ProfileRecord();
  private final ByteSlice id = new ByteSlice();

  ProfileTransfer(LocalProfileExecutor executor) {
    this.executor = executor;
    hash = executor.newKeyHash();
    loader = new SetLoader(executor.profiles(), executor.aliases(), hash);
    commit = new SetCommit(executor, hash);
    stripes = new StripeSet(executor.locks());
    kernel = new ProfileKernel(executor.limits());
  }

  /** Takes a line in; see {@link ProfileExecutor#importProfile}. */
  boolean importProfile(
      EnvironmentRef environment, byte[] line, int offset, int length, long nowMs) {
    read(Arrays.copyOfRange(line, offset, offset + length), nowMs);
    requireLimits(executor.limits());
    set.clear(0);
    name(environment, record.id(id));
    nameAll(environment, IdList.ALIASES);
    nameAll(environment, IdList.REDIRECTS);
    stripes.clear();
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      collectStripes(environment);
      stripes.lockAll();
      try {
        executor.requireOpen();
        if (loader.load(set, environment, stripes)) {
          return isKnown() ? false : publish(environment);
        }
      } finally {
        stripes.unlockAll();
      }
    }
    throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
  }

  /* Without locks, so that the stores may be closed meanwhile. */
  private void collectStripes(EnvironmentRef environment) {
    try {
      loader.collectStripes(set, environment, stripes);
    } catch (IllegalStateException storeIsClosed) {
      executor.requireOpen();
      throw storeIsClosed;
    }
  }

  private void read(byte[] line, long nowMs) {
    if (line.length > LINE_LENGTH_MAX) {
      throw refused("a line must be at most " + LINE_LENGTH_MAX + " bytes");
    }
    try {
      ProfileLineReader.read(line, record, nowMs, executor.entropy());
    } catch (ConfigurationException fault) {
      /* What was found is the visitor's, so only what was expected is told. */
      String reason = fault.reason().replaceFirst("(?s)^found .*?, (?=expected )", "");
      throw refused((fault.pointer() + " " + reason).trim());
    }
  }

  private void requireLimits(ProfileLimits limits) {
    requireAtMost(limits.aliasCountMax(), IdList.ALIASES.count(record), "/aliases");
    requireAtMost(limits.redirectCountMax(), IdList.REDIRECTS.count(record), "/redirects");
    requireAtMost(limits.traitCountMax(), Traits.count(record), "/traits");
    requireAtMost(limits.traitsLengthMax(), Traits.members(record, id).length(), "/traits");
  }

  private static void requireAtMost(int max, int found, String place) {
    if (found > max) {
      throw refused(place + " expected at most " + max + ", found " + found);
    }
  }

  private void nameAll(EnvironmentRef environment, IdList list) {
    for (int at = list.begin(record); at < list.end(record); ) {
      at = list.read(record, at, id);
      name(environment, id);
    }
  }

  private void name(EnvironmentRef environment, ByteSlice name) {
    hash.hash(environment, name);
    set.name(name, hash.high(), hash.low());
  }

  /**
   * Whether the profile is there already, as itself or merged into another; refuses a line of which
   * another profile has an id.
   */
  private boolean isKnown() {
    int owner = set.owner(0);
    if (owner != RecordSet.NOBODY && isOf(set.slot(owner).record())) {
      return true;
    }
    for (int name = 0; name < set.nameCount(); name++) {
      if (set.owner(name) != RecordSet.NOBODY) {
        throw refused(place(name) + " is an id of another profile");
      }
    }
    return false;
  }

  private boolean isOf(ProfileRecord owner) {
    byte[] read = record.id(id).toBytes();
    return owner.id(id).isEqual(read)
        || IdList.REDIRECTS.contains(owner, new ByteSlice().wrap(read));
  }

  private String place(int name) {
    int aliasCount = IdList.ALIASES.count(record);
    return name == 0
        ? "/id"
        : name <= aliasCount ? "/aliases/" + (name - 1) : "/redirects/" + (name - 1 - aliasCount);
  }

  private boolean publish(EnvironmentRef environment) {
    commit.requireTaking();
    executor.requireRoom(record.bytes().length());
    kernel.adopt(set, record);
    commit.commit(set, environment);
    return true;
  }

  /** Gives every profile out; see {@link ProfileExecutor#exportProfiles}. */
  void exportProfiles(EnvironmentRef environment, Consumer<ByteSlice> lines) {
    long[] keys = executor.profileKeys();
    ProfileLineWriter writer = new ProfileLineWriter();
    ByteSink line = new ByteSink(4_096);
    for (int at = 0; at < keys.length; at += 2) {
      if (executor.copy(keys[at], keys[at + 1], record)
          && isOf(environment, keys[at], keys[at + 1])) {
        writer.write(record, line);
        lines.accept(id.wrap(line.array(), 0, line.length()));
      }
    }
  }

  private boolean isOf(EnvironmentRef environment, long keyHigh, long keyLow) {
    hash.hash(environment, record.id(id));
    return hash.high() == keyHigh && hash.low() == keyLow;
  }

  private static ExperienceException refused(String detail) {
    return new ExperienceException(ErrorCode.INVALID_DATA, detail);
  }
}
