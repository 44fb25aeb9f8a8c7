package dev.kitsune.engine.store;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.kernel.EventAdmission;
import dev.kitsune.engine.kernel.ProfileKernel;
import dev.kitsune.engine.kernel.ProfileSlot;
import dev.kitsune.engine.kernel.RecordSet;
import dev.kitsune.engine.response.ResponseSink;

/**
 * One thread's way into a {@link LocalProfileExecutor}: names the command's ids, locks, loads, runs
 * the kernel, publishes; the answer is written after the locks are gone. Data plane.
 */
final class LocalLane implements ProfileExecutor.Lane {
  private static final int ATTEMPTS_MAX = 8;

  private final LocalProfileExecutor executor;
  private final CommandPlan plan;
  private final RecordSet set = new RecordSet();
  private final SetLoader loader;
  private final SetCommit commit;
  private final StripeSet stripes;
  private final ProfileKernel kernel;
  private final AnswerWriter answers = new AnswerWriter();
  private final NewId newId = new NewId();
  private long sequence;

  LocalLane(LocalProfileExecutor executor) {
    this.executor = executor;
    KeyHash hash = executor.newKeyHash();
    plan = new CommandPlan(hash, executor.limits().batchProfileCountMax());
    loader = new SetLoader(executor.profiles(), executor.aliases(), hash);
    commit = new SetCommit(executor, hash);
    stripes = new StripeSet(executor.locks());
    kernel = new ProfileKernel(executor.limits());
  }

  @Override
  public long execute(Command command, ResponseSink answer) {
    answer.clear();
    sequence = 0;
    if (command.kind() == Command.Kind.CREATE) {
      newId.draw(executor.entropy(), command);
    }
    plan.name(command, set);
    stripes.clear();
    if (set.nameCount() != 1 || !executeSingle(command)) {
      executeMany(command);
    }
    answer.environmentVersion(command.environment().version());
    kernel.override(set, command);
    answers.write(command, set, answer);
    return sequence;
  }

  /** The usual case: one id, of a profile or of nobody. False if it turns out to be an alias. */
  private boolean executeSingle(Command command) {
    int stripe = executor.locks().stripe(set.keyLow(0));
    executor.locks().lock(stripe);
    try {
      executor.requireOpen();
      if (!loader.loadSingle(set) || !plan(command)) {
        return false;
      }
      run(command);
      return true;
    } finally {
      executor.locks().unlock(stripe);
    }
  }

  private void executeMany(Command command) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      collectStripes(command);
      stripes.lockAll();
      try {
        executor.requireOpen();
        if (loader.load(set, command.ref(), stripes) && plan(command)) {
          run(command);
          return;
        }
      } finally {
        stripes.unlockAll();
      }
    }
    throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
  }

  /* Without locks, so that the stores may be closed meanwhile. */
  private void collectStripes(Command command) {
    try {
      loader.collectStripes(set, command.ref(), stripes);
    } catch (IllegalStateException storeIsClosed) {
      executor.requireOpen();
      throw storeIsClosed;
    }
  }

  /**
   * Settles what the loaded set's command does. False if that needs stripes that are not held,
   * because ids that lead to a profile come to lead elsewhere; these are in the next attempt.
   */
  private boolean plan(Command command) {
    return switch (command.kind()) {
      case GET -> true;
      case DELETE -> set.owner(0) == RecordSet.NOBODY || coversLinks(set.owner(0), command);
      case CREATE, UPDATE, BATCH, IMPORT -> {
        kernel.plan(set, command, executor.entropy());
        yield coversMoves(command);
      }
    };
  }

  private boolean coversMoves(Command command) {
    boolean coversAll = true;
    for (int slot = 0; slot < set.slotCount(); slot++) {
      if (kernel.movesLinks(set, slot)) {
        coversAll &= coversLinks(slot, command);
      }
    }
    return coversAll;
  }

  private boolean coversLinks(int slot, Command command) {
    return !kernel.hasLinks(set.slot(slot))
        || loader.coversLinks(set.slot(slot), command.ref(), stripes);
  }

  private void run(Command command) {
    switch (command.kind()) {
      case GET -> read(command);
      case DELETE -> delete(command);
      case CREATE, UPDATE, BATCH, IMPORT -> apply(command);
    }
  }

  private void apply(Command command) {
    if (!command.isPreflight()) {
      commit.requireTaking();
    }
    kernel.apply(set, command, executor.entropy());
    if (!command.isPreflight()) {
      requireRoom();
      EventAdmission admission = executor.admission();
      if (admission != null) {
        admission.admit(kernel.eventCounts(set), command.environment(), command.nowMs());
      }
      sequence = commit.commit(set, command.ref());
    }
  }

  private void requireRoom() {
    for (int slot = 0; slot < set.slotCount(); slot++) {
      ProfileSlot added = set.slot(slot);
      if (added.isNew() && added.isTouched() && !added.isRemoved()) {
        executor.requireRoom(added.record().bytes().length());
      }
    }
  }

  private void read(Command command) {
    int owner = requireOwner();
    kernel.refresh(set.slot(owner), command.environment(), command.nowMs());
    if (!command.isPreflight()) {
      commit.keepDerived(set.slot(owner));
    }
  }

  private void delete(Command command) {
    int owner = requireOwner();
    if (set.slot(owner).record().lastReceiptMs() >= command.inactiveSinceMs()) {
      throw new ExperienceException(ErrorCode.PROFILE_NOT_FOUND, "");
    }
    commit.requireTaking();
    kernel.delete(set);
    sequence = commit.commit(set, command.ref());
  }

  private int requireOwner() {
    int owner = set.owner(0);
    if (owner == RecordSet.NOBODY) {
      throw new ExperienceException(ErrorCode.PROFILE_NOT_FOUND, "");
    }
    return owner;
  }
}
