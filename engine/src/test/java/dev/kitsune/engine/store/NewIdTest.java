package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.kernel.Command;
import java.util.HashSet;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NewIdTest {
  private final NewId newId = new NewId();
  private final Command command = new Command();

  @Test
  void writesFourWordsAsHexDigits() {
    PrimitiveIterator.OfLong words =
        LongStream.of(0x0123456789abcdefL, 0, -1, Long.MIN_VALUE).iterator();
    newId.draw(words::nextLong, command);
    assertEquals(
        "0123456789abcdef" + "0".repeat(16) + "f".repeat(16) + "8" + "0".repeat(15),
        command.id().toString());
  }

  @Test
  void is64LowerCaseHexDigitsAndAlwaysAnother() {
    SplittableRandom random = new SplittableRandom(1);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      newId.draw(random::nextLong, command);
      String id = command.id().toString();
      assertTrue(id.matches("[0-9a-f]{64}"), id);
      ids.add(id);
    }
    assertEquals(1_000, ids.size());
  }
}
