package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventType;
import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.kernel.RecordSet;

/**
 * Names every id of a command in its record set, before any lock. Owned by one thread. Data plane.
 */
final class CommandPlan {
  private final KeyHash hash;
  private final int batchProfileCountMax;
  private final ByteSlice text = new ByteSlice();

  CommandPlan(KeyHash hash, int batchProfileCountMax) {
    this.hash = hash;
    this.batchProfileCountMax = batchProfileCountMax;
  }

  /**
   * Fills the set's names.
   *
   * @throws ExperienceException INVALID_DATA if a batch names too many profiles
   */
  void name(Command command, RecordSet set) {
    switch (command.kind()) {
      case GET, DELETE -> {
        set.clear(0);
        name(set, command.ref(), command.id());
      }
      case CREATE, UPDATE -> {
        set.clear(command.events().count());
        int profile = name(set, command.ref(), command.id());
        nameUsers(command, set, profile);
      }
      case BATCH, IMPORT -> {
        set.clear(command.events().count());
        nameUsers(command, set, RecordSet.NOBODY);
      }
    }
  }

  private void nameUsers(Command command, RecordSet set, int profile) {
    EventBatch events = command.events();
    boolean isBatch = profile == RecordSet.NOBODY;
    if (isBatch) {
      nameAddressed(command, set);
    }
    for (int event = 0; event < events.count(); event++) {
      int addressed = isBatch ? nameOf(set, command, events.anonymousId(event)) : profile;
      set.eventNames(event, addressed, userName(set, command, event));
    }
  }

  /* First all addressed ids, so that their number is the number of names. */
  private void nameAddressed(Command command, RecordSet set) {
    EventBatch events = command.events();
    for (int event = 0; event < events.count(); event++) {
      nameOf(set, command, events.anonymousId(event));
    }
    if (set.nameCount() > batchProfileCountMax) {
      throw new ExperienceException(
          ErrorCode.INVALID_DATA,
          "events must name at most "
              + batchProfileCountMax
              + " different anonymousIds, name "
              + set.nameCount());
    }
  }

  private int userName(RecordSet set, Command command, int event) {
    EventBatch events = command.events();
    if (events.type(event) != EventType.IDENTIFY) {
      return RecordSet.NOBODY;
    }
    JsonTape tape = events.tape();
    int node = events.userId(event);
    return tape.length(node) == 0 ? RecordSet.NOBODY : nameOf(set, command, node);
  }

  private int nameOf(RecordSet set, Command command, int node) {
    return name(set, command.ref(), command.events().text(node, text));
  }

  private int name(RecordSet set, EnvironmentRef environment, ByteSlice id) {
    hash.hash(environment, id);
    return set.name(id, hash.high(), hash.low());
  }
}
