package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.kitsune.engine.bytes.ByteSink;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventScratchTest {
  private final EventScratch scratch = new EventScratch();

  @ParameterizedTest
  @MethodSource("sinks")
  void keepsWhatUsualEventsTake(Function<EventScratch, ByteSink> sinkOf) {
    ByteSink sink = sinkOf.apply(scratch);
    byte[] grown = sink.reserve(EventScratch.RETAINED_LENGTH);
    sink.advance(EventScratch.RETAINED_LENGTH);
    scratch.release();
    assertSame(grown, sink.array());
    assertEquals(0, sink.length());
  }

  @ParameterizedTest
  @MethodSource("sinks")
  void givesBackWhatAHugeEventTook(Function<EventScratch, ByteSink> sinkOf) {
    ByteSink sink = sinkOf.apply(scratch);
    byte[] huge = sink.reserve(EventScratch.RETAINED_LENGTH + 1);
    scratch.text.wrap(huge);
    scratch.searchText.wrap(huge);
    scratch.release();
    assertEquals(EventScratch.RETAINED_LENGTH, sink.array().length);
    assertNotSame(huge, scratch.text.array());
    assertNotSame(huge, scratch.searchText.array());
  }

  private static Stream<Function<EventScratch, ByteSink>> sinks() {
    return Stream.of(
        scratch -> scratch.search, scratch -> scratch.decoded, scratch -> scratch.element);
  }
}
