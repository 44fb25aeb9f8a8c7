package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * The counted rules of one type of event: those of any event, and those of each name (of a track
 * event, or the experience that was seen), so that an event costs nothing for the rules of other
 * names. Immutable, for any thread. Data plane.
 */
final class EventCounters {
  private final CountedRules ofAny;
  private final ByteKeyIndex names;
  private final CountedRules[] byName;

  EventCounters(CountedRules ofAny, ByteKeyIndex names, CountedRules[] byName) {
    this.ofAny = ofAny;
    this.names = names;
    this.byName = byName;
  }

  /**
   * @param name node of the event's name, or {@link JsonTape#NONE}
   */
  void count(
      EventBatch events,
      int event,
      int name,
      ProfileRecord record,
      EventScratch scratch,
      ChangedInputs changed) {
    ofAny.count(events, event, record, scratch, changed);
    int at = name == JsonTape.NONE ? ByteKeyIndex.NONE : scratch.find(names, events.tape(), name);
    if (at != ByteKeyIndex.NONE) {
      byName[at].count(events, event, record, scratch, changed);
    }
    scratch.release();
  }
}
