package dev.kitsune.engine.event;

import static dev.kitsune.engine.event.RequestTexts.TRACK;
import static dev.kitsune.engine.event.RequestTexts.body;
import static dev.kitsune.engine.event.RequestTexts.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Hash64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventBatchTest {
  private final EventReader reader = new EventReader(EventLimits.DEFAULT);

  @Test
  void viewsPlainTextWhereItStands() {
    EventBatch events = read(body(TRACK));
    ByteSlice name = events.text(events.eventName(0), new ByteSlice());
    assertEquals("order", name.toString());
    assertSame(events.tape().bytes(), name.array());
  }

  @Test
  void decodesEscapedText() {
    EventBatch events = read(body(with(TRACK, "order", "or\\u0064er\\n\\u00e9\\ud83d\\ude00")));
    ByteSlice name = events.text(events.eventName(0), new ByteSlice());
    assertEquals("order\n\u00e9\ud83d\ude00", name.toString());
  }

  @Test
  void appendsDecodedTextToTheSinkItIsGiven() {
    EventBatch events =
        read(body(with(TRACK, "order", "\\u0061b"), TRACK, with(TRACK, "order", "c\\u0064")));
    ByteSink decoded = new ByteSink(1);
    ByteSlice first = events.text(events.eventName(0), new ByteSlice(), decoded);
    ByteSlice third = events.text(events.eventName(2), new ByteSlice(), decoded);
    assertEquals("abcd", decoded.toString());
    assertEquals("ab", first.toString());
    assertEquals("cd", third.toString());
  }

  @Test
  void givesEqualDigestsToEqualEventsWhereverTheyStand() {
    EventBatch events = read(body(TRACK, with(TRACK, "order", "other"), TRACK));
    long digest = events.digest(0);
    assertNotEquals(digest, events.digest(1));
    assertEquals(digest, events.digest(2));
    assertEquals(digest, read("{ \"options\": {}, \"events\": [ " + TRACK + " ] }").digest(0));
  }

  @Test
  void digestsAreTheHashesThatRecordsKeep() {
    String[] events = new String[9];
    for (int event = 0; event < events.length; event++) {
      events[event] = with(TRACK, "order", "order " + event);
    }
    EventBatch batch = read(body(events));
    for (int event = 0; event < events.length; event++) {
      assertEquals(Hash64.hash(events[event].getBytes(UTF_8), 0), batch.digest(event));
    }
  }

  @Test
  void givesAnotherDigestForEveryByteThatDiffers() {
    Set<Long> digests = new HashSet<>();
    int at = TRACK.indexOf("order");
    for (char letter = 'a'; letter <= 'z'; letter++) {
      String other = TRACK.substring(0, at) + letter + TRACK.substring(at + 1);
      digests.add(read(body(other)).digest(0));
      digests.add(read(body(with(TRACK, "\"m\"", "\"m" + letter + '"'))).digest(0));
    }
    assertEquals(52, digests.size());
    assertNotEquals(read(body(TRACK)).digest(0), read(body(TRACK.replace(",", ", "))).digest(0));
  }

  private EventBatch read(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return reader.readEvents(bytes, 0, bytes.length, 0);
  }
}
