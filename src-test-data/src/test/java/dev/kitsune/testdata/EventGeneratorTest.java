package dev.kitsune.testdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventGeneratorTest {
  private static final long START_MS = 1_793_610_000_000L;
  private static final int SAMPLE_COUNT = 500;
  private static final Pattern MESSAGE_ID = Pattern.compile("\"messageId\":\"([^\"]+)\"");

  private final EventGenerator events = new EventGenerator(7);
  private final String id = EventGenerator.profileId(3);

  @Test
  void givesTheSameForTheSameSeed() {
    EventGenerator same = new EventGenerator(7);
    assertArrayEquals(events.page(id, START_MS), same.page(id, START_MS));
    assertArrayEquals(events.identify(id, "u", START_MS), same.identify(id, "u", START_MS));
    assertFalse(Arrays.equals(events.page(id, START_MS), new EventGenerator(8).page(id, START_MS)));
  }

  @Test
  void staysTheSameOnEveryJdk() {
    Object[] visit = events.typicalVisit(id, START_MS).toArray();
    assertEquals("d53c6772", Integer.toHexString(Arrays.deepHashCode(visit)));
  }

  @Test
  void keepsTheSizesOfRealEvents() {
    assertSizes(900, 1_250, SAMPLE_COUNT, i -> events.page(id, START_MS + i));
    assertSizes(800, 1_000, SAMPLE_COUNT, i -> events.track(id, START_MS + i));
    assertSizes(900, 1_000, SAMPLE_COUNT, i -> events.identify(id, "", START_MS + i));
  }

  @Test
  void writesProfileUserAndTimeAsGiven() {
    String text = text(events.identify("visitor-1", "user-1", START_MS));
    assertTrue(text.contains("\"anonymousId\":\"visitor-1\""), text);
    assertTrue(text.contains("\"userId\":\"user-1\""), text);
    assertTrue(text.contains("\"timestamp\":\"2026-11-02T09:00:00.000Z\""), text);
  }

  @Test
  void addressesEveryProfileOfABatchInEveryRound() {
    List<String> ids = IntStream.range(0, 50).mapToObj(EventGenerator::profileId).toList();
    String batch = text(events.batch(ids, 4, START_MS));
    Set<String> messageIds = new HashSet<>();
    Matcher matcher = MESSAGE_ID.matcher(batch);
    while (matcher.find()) {
      messageIds.add(matcher.group(1));
    }
    assertEquals(200, messageIds.size());
    assertEquals(50, batch.split("\"type\":\"identify\"", -1).length - 1);
    for (String each : ids) {
      assertEquals(4, batch.split(each, -1).length - 1);
    }
  }

  @Test
  void beginsATypicalVisitWithALocation() {
    List<byte[]> visit = events.typicalVisit(id, START_MS);
    assertTrue(text(visit.get(0)).contains("\"location\":{\"city\""), text(visit.get(0)));
    assertFalse(text(visit.get(1)).contains("\"location\""), text(visit.get(1)));
  }

  @Test
  void makesAnotherProfileIdForEveryIndex() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(EventGenerator.profileId(i));
    }
    assertEquals(10_000, ids.size());
    assertTrue(ids.stream().allMatch(each -> each.matches("[0-9a-f]{64}")));
  }

  private static void assertSizes(int min, int max, int count, IntFunction<byte[]> request) {
    for (int i = 0; i < count; i++) {
      int length = request.apply(i).length;
      assertTrue(length >= min && length <= max, "length " + length);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
