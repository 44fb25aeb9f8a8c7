package dev.kitsune.bench.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventType;
import org.junit.jupiter.api.Test;

class EventReaderBenchmarkTest {
  @Test
  void readsAnotherEventOfEachRequest() {
    assertEquals(EventType.PAGE, read("requests/update/page.json").type(0));
    assertEquals(EventType.TRACK, read("requests/update/track.json").type(0));
    assertEquals(EventType.IDENTIFY, read("requests/update/identify.json").type(0));
    assertEquals(5, read("requests/upsert/five-events.json").count());
  }

  private static EventBatch read(String request) {
    EventReaderBenchmark benchmark = new EventReaderBenchmark();
    benchmark.request = request;
    benchmark.readRequest();
    return benchmark.read();
  }
}
