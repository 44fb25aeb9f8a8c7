package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(JournalAlone.class)
class DurableSequenceTest {
  private final DurableSequence durable = new DurableSequence();
  private final List<Long> told = new ArrayList<>();

  @Test
  void listenersBehindOneThatThrowsAreToldAll() {
    durable.listen(DurableSequenceTest::fail);
    durable.listen(() -> told.add(durable.get()));
    durable.advance(3);
    durable.advance(5);
    assertEquals(List.of(3L, 5L), told);
  }

  @Test
  void aListenerThatThrewIsToldAgain() {
    durable.listen(
        () -> {
          told.add(durable.get());
          fail();
        });
    durable.advance(3);
    durable.tell();
    assertEquals(List.of(3L, 3L), told);
  }

  @Test
  void aListenerThatWasTakenBackIsNotTold() {
    Runnable listener = () -> told.add(durable.get());
    durable.listen(listener);
    durable.advance(3);
    durable.forget(listener);
    durable.advance(5);
    assertEquals(List.of(3L), told);
  }

  private static void fail() {
    throw new InternalError("as told");
  }
}
