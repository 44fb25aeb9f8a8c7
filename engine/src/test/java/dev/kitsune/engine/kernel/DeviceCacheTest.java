package dev.kitsune.engine.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.profile.StoredDevice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DeviceCacheTest {
  private static final int CAPACITY = 64;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final DeviceCache cache = new DeviceCache(this::detect, CAPACITY, 5);

  private Device detect(String userAgent) {
    asked.add(userAgent);
    return new Device(Device.Kind.TABLET, userAgent, "os");
  }

  @Test
  void asksOnceForAUserAgentInUse() {
    DetectedDevice first = find("agent");
    assertSame(first, find("agent"));
    assertEquals(StoredDevice.TABLET, first.deviceClass());
    assertEquals("agent", new String(first.browser(), UTF_8));
    assertEquals("os", new String(first.os(), UTF_8));
    assertEquals(List.of("agent"), asked);
  }

  @Test
  void asksOnceForEachOfAsManyAsASetHas() {
    DeviceCache oneSet = new DeviceCache(this::detect, 4, 5);
    for (int round = 0; round < 100; round++) {
      for (int i = 0; i < 4; i++) {
        oneSet.find(new ByteSlice().wrap(("agent " + i).getBytes(UTF_8)));
      }
    }
    assertEquals(4, asked.size());
  }

  /* Of entries that nobody uses any more a set gets rid, whatever their number. */
  @Test
  void findsTwoThatTakeTurnsInAFullSet() {
    DeviceCache oneSet = new DeviceCache(this::detect, 4, 5);
    for (int i = 0; i < 104; i++) {
      oneSet.find(new ByteSlice().wrap((i < 4 ? "gone " + i : "turn " + i % 2).getBytes(UTF_8)));
    }
    assertEquals(6, asked.size());
  }

  @Test
  void tellsUserAgentsApart() {
    for (int i = 0; i < 1_000; i++) {
      assertEquals("agent " + i, new String(find("agent " + i).browser(), UTF_8));
    }
  }

  @Test
  void isAskedForNoMoreThanTheCap() {
    String longest = "x".repeat(DeviceDetector.USER_AGENT_LENGTH_MAX);
    find(longest.substring(1));
    find(longest);
    find(longest + "y");
    find(longest + "z".repeat(65_536));
    assertEquals(List.of(longest.substring(1), longest), asked);
  }

  @Test
  void cutsCharactersAtTheCapWithoutFailing() {
    find("x".repeat(DeviceDetector.USER_AGENT_LENGTH_MAX - 1) + "\u00e9\u00e9");
    assertEquals('\uFFFD', asked.get(0).charAt(DeviceDetector.USER_AGENT_LENGTH_MAX - 1));
  }

  @Test
  void cutsNamesBetweenCharacters() {
    String fits = "n".repeat(DetectedDevice.NAME_LENGTH_MAX - 1);
    assertEquals(fits, new String(find(fits).browser(), UTF_8));
    assertEquals(fits + "n", new String(find(fits + "n").browser(), UTF_8));
    assertEquals(fits + "n", new String(find(fits + "nn").browser(), UTF_8));
    assertEquals(fits, new String(find(fits + "\u00e9").browser(), UTF_8));
  }

  @Test
  void keepsWhatComesAgainAmongThousandsThatDoNot() {
    find("regular");
    for (int i = 0; i < 100_000; i++) {
      find("once " + i);
      find("regular");
    }
    assertTrue(Collections.frequency(asked, "regular") < 5, "asked again");
    assertEquals(100_000, asked.stream().filter(agent -> agent.startsWith("once")).count());
  }

  @Test
  void forgetsWhatIsNoLongerUsed() {
    find("old");
    find("old");
    for (int i = 0; i < 10_000; i++) {
      find("new " + i);
      find("new " + i);
    }
    find("old");
    assertEquals(2, Collections.frequency(asked, "old"));
  }

  @Test
  void countsAFaultyDetectorAsUnknown() {
    List<DeviceDetector> faulty =
        List.of(
            agent -> {
              throw new IllegalStateException(agent);
            },
            agent -> recurse(agent.length()));
    for (DeviceDetector detector : faulty) {
      DetectedDevice device =
          new DeviceCache(detector, CAPACITY, 5).find(new ByteSlice().wrap("a".getBytes(UTF_8)));
      assertEquals(StoredDevice.UNKNOWN, device.deviceClass());
      assertEquals(0, device.browser().length);
    }
  }

  @Test
  void answersRightFromManyThreads() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> wrongs = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        wrongs.add(threads.submit(this::countWrong));
      }
      for (Future<Integer> wrong : wrongs) {
        assertEquals(0, wrong.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int countWrong() {
    int wrong = 0;
    for (int i = 0; i < 20_000; i++) {
      String agent = "agent " + i % 200;
      wrong += new String(find(agent).browser(), UTF_8).equals(agent) ? 0 : 1;
    }
    return wrong;
  }

  private static Device recurse(int depth) {
    return depth < 0 ? Device.UNKNOWN : recurse(depth + 1);
  }

  private DetectedDevice find(String userAgent) {
    return cache.find(new ByteSlice().wrap(userAgent.getBytes(UTF_8)));
  }
}
