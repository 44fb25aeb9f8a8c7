package dev.kitsune.engine.kernel;

import dev.kitsune.engine.audience.AudienceCompiler;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.ChangedInputs;
import dev.kitsune.engine.audience.EventScratch;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.IdList;
import dev.kitsune.engine.profile.ProfileMerge;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.TraitMerge;
import java.util.List;

/**
 * Merges one profile of a set into another, and lets every id that led to it lead there: its
 * aliases stay aliases, its own id and the ids that were merged into it become redirects. Owned by
 * one thread. Data plane.
 */
final class SlotMerge implements TraitMerge.Listener {
  private final ProfileLimits limits;
  private final ProfileMerge merge = new ProfileMerge();
  private final EventScratch scratch = new EventScratch();
  private final ByteSlice id = new ByteSlice();
  private ChangedInputs changed = new ChangedInputs();
  private AudienceSet audiences = AudienceCompiler.compile(List.of());

  SlotMerge(ProfileLimits limits) {
    this.limits = limits;
  }

  /**
   * Merges slot {@code from} into slot {@code to}.
   *
   * @param event the identify event that says so
   * @throws ExperienceException INVALID_DATA if both together have too many aliases
   */
  void merge(RecordSet set, int from, int to, Command command, int event) {
    ProfileRecord target = set.slot(to).record();
    ProfileRecord source = set.slot(from).record();
    requireRoomForAliases(target, source, event);
    move(set, IdList.ALIASES, from, to);
    move(set, IdList.REDIRECTS, from, to);
    if (!set.slot(from).isUntold(command)) {
      source.id(id);
      set.links().add(id, RecordSet.NOBODY, to);
      IdList.REDIRECTS.add(target, id);
    }
    dropOldest(set, to);
    clearIfBehind(target, source, command);
    noteMerge(source, set.slot(to).changed(), command.environment().audiences());
    merge.merge(target, source, command.environment().sessionTimeoutMs(), this);
    set.slot(from).markRemoved();
    set.slot(to).markMerged();
  }

  @Override
  public void traitChanges(ByteSlice key, ByteSlice old, ByteSlice value) {
    audiences.noteTrait(key, old, value, scratch, changed);
  }

  /*
   * Where the other profile's clock is ahead, what events of this command did to windows was noted
   * as of an earlier time than the memberships may have been decided for: nothing of them holds.
   */
  private static void clearIfBehind(ProfileRecord target, ProfileRecord source, Command command) {
    if (source.lastReceiptMs() > Math.max(command.nowMs(), target.lastReceiptMs())) {
      DerivedPart.clear(target);
    }
  }

  /* What traits change follows, one by one. */
  private void noteMerge(ProfileRecord source, ChangedInputs inputs, AudienceSet set) {
    changed = inputs;
    audiences = set;
    audiences.noteMerge(source, changed);
  }

  private void requireRoomForAliases(ProfileRecord target, ProfileRecord source, int event) {
    int count = IdList.ALIASES.count(target) + IdList.ALIASES.count(source);
    if (count > limits.aliasCountMax()) {
      throw new ExperienceException(
          ErrorCode.INVALID_DATA,
          "events["
              + event
              + "].userId would merge profiles of more than the "
              + limits.aliasCountMax()
              + " aliases allowed");
    }
  }

  private void move(RecordSet set, IdList list, int from, int to) {
    ProfileRecord source = set.slot(from).record();
    int end = list.end(source);
    for (int at = list.begin(source); at < end; ) {
      at = list.read(source, at, id);
      set.links().add(id, from, to);
    }
    list.addAll(set.slot(to).record(), source);
  }

  private void dropOldest(RecordSet set, int slot) {
    ProfileRecord record = set.slot(slot).record();
    int excess = IdList.REDIRECTS.count(record) - limits.redirectCountMax();
    for (int i = 0; i < excess; i++) {
      IdList.REDIRECTS.read(record, IdList.REDIRECTS.begin(record), id);
      set.links().add(id, slot, RecordSet.NOBODY);
      IdList.REDIRECTS.removeFirst(record);
    }
  }
}
