package dev.kitsune.engine.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ResponseSinkTest {
  @Test
  void forgetsAnswerAndVersionWhenItIsCleared() {
    ResponseSink sink = new ResponseSink();
    assertEquals(0, sink.environmentVersion());
    sink.put("{}".getBytes(UTF_8));
    sink.environmentVersion(3);
    assertEquals(3, sink.environmentVersion());
    assertEquals(2, sink.length());
    sink.clear();
    assertEquals(0, sink.environmentVersion());
    assertEquals(0, sink.length());
  }
}
