package dev.kitsune.engine.store;

import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.kernel.RecordSet;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.response.ProfileReceiver;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.engine.response.ResponseWriter;
import java.util.Arrays;

/**
 * Writes the answer of a command that ran, or hands it over, from the worker's own copies. Data
 * plane.
 */
final class AnswerWriter {
  private final ResponseWriter writer = new ResponseWriter();
  private boolean[] isAnswered = new boolean[8];

  void write(Command command, RecordSet set, ResponseSink out) {
    switch (command.kind()) {
      case BATCH -> writeBatch(command, set, out);
      case IMPORT, DELETE -> writer.writeEmpty(out);
      case CREATE, UPDATE, GET -> writeProfile(command, set.slot(set.finalOwner(0)).record(), out);
    }
  }

  private void writeProfile(Command command, ProfileRecord record, ResponseSink out) {
    ProfileReceiver receiver = out.receiver();
    if (receiver == null) {
      writer.writeProfile(record, command.environment(), out);
    } else {
      receiver.receive(record, command.environment());
    }
  }

  private void writeBatch(Command command, RecordSet set, ResponseSink out) {
    forgetAnswered(set);
    boolean isHandedOver = out.receiver() != null;
    if (!isHandedOver) {
      writer.beginBatch(out);
    }
    boolean isFollowing = false;
    for (int event = 0; event < command.events().count(); event++) {
      int given = set.survivor(set.eventSlot(event));
      isFollowing |= writeOnce(command, set, given, isFollowing, out);
    }
    if (!isHandedOver) {
      writer.endBatch(out);
    }
  }

  /** Writes a profile that was not written before; returns whether it did. */
  private boolean writeOnce(
      Command command, RecordSet set, int slot, boolean isFollowing, ResponseSink out) {
    if (isAnswered[slot] || set.slot(slot).isAbsent()) {
      return false;
    }
    isAnswered[slot] = true;
    ProfileRecord record = set.slot(slot).record();
    ProfileReceiver receiver = out.receiver();
    if (receiver == null) {
      writer.writeBatchProfile(record, command.environment(), isFollowing, out);
    } else {
      receiver.receive(record, command.environment());
    }
    return true;
  }

  private void forgetAnswered(RecordSet set) {
    if (isAnswered.length < set.slotCount()) {
      isAnswered = new boolean[set.slotCount() * 2];
    }
    Arrays.fill(isAnswered, 0, set.slotCount(), false);
  }
}
