package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import dev.kitsune.engine.event.EventType;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.SessionClock;
import dev.kitsune.engine.profile.StoredLocation;
import dev.kitsune.engine.profile.TraitMerge;

/** Events read from texts, and a record that they change, step by step as the kernel does it. */
final class RecordedEvents {
  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final TraitMerge traitMerge = new TraitMerge();
  private final EventScratch scratch = new EventScratch();
  private final ByteSink sink = new ByteSink(64);
  private final ByteSlice slice = new ByteSlice();
  final ProfileRecord record = AudienceCompiler.blankRecord();
  final ChangedInputs changed = new ChangedInputs();

  /** A page event; single quotes stand for double ones, as in all texts here. */
  EventBatch page(String context, String properties) {
    return read("'type':'page'", context, ",'properties':{" + PAGE + properties + "}");
  }

  /** A page event whose context has a page with these members. */
  EventBatch pageWith(String contextPage) {
    return page("'page':{" + contextPage + "}", "");
  }

  EventBatch track(String name, String properties) {
    return read("'type':'track'", "", ",'event':'" + name + "','properties':{" + properties + "}");
  }

  /** A component event with these members. */
  EventBatch component(String members) {
    return read("'type':'component'", "", ",'componentId':'c'," + members);
  }

  /** An identify event that names nobody. */
  EventBatch identify(String context, String traits) {
    return read("'type':'identify'", context, ",'userId':'','traits':{" + traits + "}");
  }

  private static final String PAGE = "'path':'/p','query':{},'referrer':'','search':'','url':'u'";

  private EventBatch read(String type, String context, String own) {
    String text =
        "{'events':[{%s,'channel':'web','messageId':'m','context':{'library':{'name':'n','version':'1'}%s}%s}]}"
            .formatted(type, context.isEmpty() ? "" : "," + context, own);
    byte[] body = text.replace('\'', '"').getBytes(UTF_8);
    return reader.readEvents(body, 0, body.length, 0);
  }

  /** Gives the first event to the record and leaves what changed in {@link #changed}. */
  void happen(AudienceSet audiences, EventBatch events, long nowMs) {
    changed.clear(audiences.inputCount());
    if (SessionClock.activity(record, nowMs, 1_000, () -> 0L)) {
      audiences.noteSession(changed);
    }
    int location = events.location(0);
    if (location != JsonTape.NONE
        && StoredLocation.replace(record, events.tape(), location, sink, slice)) {
      audiences.noteLocation(changed);
    }
    if (events.type(0) == EventType.IDENTIFY) {
      traitMerge.merge(
          record,
          events.tape(),
          events.traits(0),
          nowMs,
          (key, old, value) -> audiences.noteTrait(key, old, value, scratch, changed));
    } else {
      audiences.countEvent(events, 0, record, scratch, changed);
    }
  }
}
