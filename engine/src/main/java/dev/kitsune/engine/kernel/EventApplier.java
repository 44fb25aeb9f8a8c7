package dev.kitsune.engine.kernel;

import dev.kitsune.engine.audience.AudienceCompiler;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.ChangedInputs;
import dev.kitsune.engine.audience.EventScratch;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventType;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.IdList;
import dev.kitsune.engine.profile.LandingPage;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.SessionClock;
import dev.kitsune.engine.profile.StoredLocation;
import dev.kitsune.engine.profile.TraitMerge;
import dev.kitsune.engine.profile.Traits;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Applies one event to the profile it belongs to: session, landing page, location, counts, traits,
 * aliases. Owned by one thread. Data plane.
 */
final class EventApplier implements TraitMerge.Listener {
  private final ProfileLimits limits;
  private final ExposureKeeper exposures = new ExposureKeeper();
  private final TraitMerge traitMerge = new TraitMerge();
  private final EventScratch eventScratch = new EventScratch();
  private final ByteSink page = new ByteSink(512);
  private final ByteSink scratch = new ByteSink(256);
  private final ByteSlice slice = new ByteSlice();
  private final ByteSlice userId = new ByteSlice();
  private ChangedInputs changed = new ChangedInputs();
  private AudienceSet audiences = AudienceCompiler.compile(List.of());

  EventApplier(ProfileLimits limits) {
    this.limits = limits;
  }

  /**
   * Applies an event that is no replay to the slot it goes to.
   *
   * @param isClaim whether its userId becomes an alias
   */
  void apply(
      RecordSet set, int slot, Command command, int event, boolean isClaim, LongSupplier entropy) {
    EventBatch events = command.events();
    audiences = command.environment().audiences();
    changed = set.slot(slot).changed();
    set.slot(slot).markTouched();
    ProfileRecord record = set.slot(slot).record();
    if (set.userName(event) != RecordSet.NOBODY) {
      noteUser(set, slot, event, isClaim);
    }
    long nowMs = Math.max(command.nowMs(), record.lastReceiptMs());
    eventScratch.at(noteActivity(record, command, event, entropy), nowMs);
    noteLocation(record, command, event);
    if (exposures.note(record, command, event)) {
      set.slot(slot).markPicksVoid();
    }
    if (events.type(event) == EventType.IDENTIFY) {
      mergeTraits(record, command, event);
    } else {
      audiences.countEvent(events, event, record, eventScratch, changed);
    }
  }

  /* The userId of an identify event is the profile's own id, leads to it already, or is new. */
  private void noteUser(RecordSet set, int slot, int event, boolean isClaim) {
    ProfileRecord record = set.slot(slot).record();
    int name = set.userName(event);
    record.id(slice);
    set.id(name, userId);
    if (userId.isEqual(slice.array(), slice.offset(), slice.length())) {
      record.markSelfIdentified();
    } else if (isClaim) {
      if (IdList.ALIASES.count(record) >= limits.aliasCountMax()) {
        throw invalid(
            event,
            "userId would be one more than the " + limits.aliasCountMax() + " aliases allowed");
      }
      IdList.ALIASES.add(record, userId);
      set.links().add(userId, RecordSet.NOBODY, slot);
    }
  }

  /* Returns when the event happened, in epoch milliseconds by the record's clock. */
  private long noteActivity(
      ProfileRecord record, Command command, int event, LongSupplier entropy) {
    EventBatch events = command.events();
    long nowMs = Math.max(command.nowMs(), record.lastReceiptMs());
    boolean isNow = events.timeMs(event) == command.nowMs();
    long eventMs = isNow ? nowMs : events.timeMs(event);
    long lastEventMs = record.lastEventMs();
    long sessionLengthS = SessionClock.activeSessionS(record);
    long timeoutMs = command.environment().sessionTimeoutMs();
    if (SessionClock.activity(record, eventMs, timeoutMs, entropy)) {
      audiences.noteSession(changed);
    }
    audiences.noteActivity(record, lastEventMs, sessionLengthS, EventSeconds.of(nowMs), changed);
    noteLandingPage(record, events, event);
    return eventMs;
  }

  private void noteLandingPage(ProfileRecord record, EventBatch events, int event) {
    if (record.landingPage(slice).length() == 0 && events.hasPage(event)) {
      LandingPage.write(events, event, page, scratch);
      record.landingPage(page.array(), 0, page.length());
      audiences.noteLandingPage(changed);
    }
  }

  private void noteLocation(ProfileRecord record, Command command, int event) {
    EventBatch events = command.events();
    int location = events.location(event);
    if (location == JsonTape.NONE) {
      return;
    }
    record.locationReceiptMs(Math.max(command.nowMs(), record.lastReceiptMs()));
    if (StoredLocation.replace(record, events.tape(), location, scratch, slice)) {
      audiences.noteLocation(changed);
    }
  }

  private void mergeTraits(ProfileRecord record, Command command, int event) {
    EventBatch events = command.events();
    long receivedMs = Math.max(command.nowMs(), record.lastReceiptMs());
    traitMerge.merge(record, events.tape(), events.traits(event), receivedMs, this);
    if (Traits.count(record) > limits.traitCountMax()) {
      throw invalid(
          event,
          "traits would make the profile's traits more than " + limits.traitCountMax() + " keys");
    }
    if (Traits.members(record, slice).length() > limits.traitsLengthMax()) {
      throw invalid(
          event,
          "traits would make the profile's traits longer than "
              + limits.traitsLengthMax()
              + " bytes");
    }
  }

  @Override
  public void traitChanges(ByteSlice key, ByteSlice old, ByteSlice value) {
    audiences.noteTrait(key, old, value, eventScratch, changed);
  }

  private static ExperienceException invalid(int event, String rule) {
    return new ExperienceException(ErrorCode.INVALID_DATA, "events[" + event + "]." + rule);
  }
}
