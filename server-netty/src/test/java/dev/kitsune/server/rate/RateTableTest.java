package dev.kitsune.server.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens taken and coming back, with a clock of our own. */
final class RateTableTest {
  private static final long START_US = 1_700_000_000_000_000L;
  private static final long TOKEN_US = 20_000;
  private static final int BURST = 200;

  private final RateTable table = new RateTable(RateLimit.DEFAULT, 16);
  private long nowUs = START_US;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 199, 200})
  void holdsTheBurstAndNoMore(int step) {
    int taken = 0;
    while (taken + step <= BURST) {
      assertTrue(isTaken(1, step), "after " + taken);
      taken += step;
    }
    assertTrue(isTaken(1, BURST - taken));
    assertEquals(TOKEN_US, table.waitUs(1, 1, 1, nowUs));
  }

  @Test
  void refusesMoreThanABucketHolds() {
    assertEquals(TOKEN_US, table.waitUs(1, 1, BURST + 1, nowUs));
    nowUs += 1_000_000_000;
    assertEquals(TOKEN_US, table.waitUs(1, 1, BURST + 1, nowUs));
  }

  @Test
  void getsATokenBackEachFiftiethOfASecond() {
    assertTrue(isTaken(1, BURST));
    nowUs += TOKEN_US - 1;
    assertEquals(1, table.waitUs(1, 1, 1, nowUs));
    nowUs += 1;
    assertTrue(isTaken(1, 1));
    assertEquals(TOKEN_US, table.waitUs(1, 1, 1, nowUs));
    nowUs += 10 * TOKEN_US;
    assertEquals(TOKEN_US, table.waitUs(1, 1, 11, nowUs));
    assertTrue(isTaken(1, 10));
  }

  @Test
  void isFullAgainAndNoFullerAfterTheBurstsTime() {
    assertTrue(isTaken(1, BURST));
    nowUs += BURST * TOKEN_US;
    assertTrue(isTaken(1, BURST));
    nowUs += 100 * BURST * TOKEN_US;
    assertTrue(isTaken(1, BURST));
    assertEquals(TOKEN_US, table.waitUs(1, 1, 1, nowUs));
  }

  @Test
  void waitsForTheTokensThatAreMissing() {
    assertTrue(isTaken(1, 150));
    assertEquals(0, table.waitUs(1, 1, 50, nowUs));
    assertEquals(TOKEN_US, table.waitUs(1, 1, 51, nowUs));
    assertEquals(150 * TOKEN_US, table.waitUs(1, 1, 200, nowUs));
  }

  @Test
  void keepsProfilesApart() {
    assertTrue(isTaken(1, BURST));
    assertTrue(isTaken(2, BURST));
    assertEquals(0, table.waitUs(9, 1, BURST, nowUs)); // the first word of the key differs
    assertEquals(TOKEN_US, table.waitUs(1, 1, 1, nowUs));
  }

  @Test
  void locksNobodyOutWhenTheClockIsSetBack() {
    assertTrue(isTaken(1, BURST));
    nowUs -= 3_600_000_000L;
    assertEquals(BURST * TOKEN_US, table.waitUs(1, 1, BURST, nowUs));
    nowUs += BURST * TOKEN_US;
    assertEquals(0, table.waitUs(1, 1, BURST, nowUs));
  }

  @Test
  void forgetsTheBucketNearestToFullWhereASetIsCrowded() {
    for (int i = 0; i < RateTable.WAY_COUNT; i++) {
      assertTrue(isTaken(inFirstSet(i), 100 + i));
    }
    assertTrue(isTaken(inFirstSet(99), 50));
    assertEquals(0, table.waitUs(inFirstSet(0), inFirstSet(0), BURST, nowUs));
    for (int i = 1; i < RateTable.WAY_COUNT; i++) {
      assertEquals((100 + i) * TOKEN_US, table.waitUs(inFirstSet(i), inFirstSet(i), BURST, nowUs));
    }
  }

  @Test
  void givesThePlacesOfFullBucketsToOthers() {
    assertTrue(isTaken(inFirstSet(1), BURST));
    nowUs += 10 * TOKEN_US;
    for (int i = 100; i < 1_100; i++) {
      assertTrue(isTaken(inFirstSet(i), 1));
      nowUs += TOKEN_US / 4; // at most four others are not full at any time
      if (i % 100 == 99) {
        assertTrue(isTaken(inFirstSet(1), 20));
        assertEquals(0, table.waitUs(inFirstSet(1), inFirstSet(1), 1, nowUs));
      }
    }
    long elapsedTokens = (nowUs - START_US) / TOKEN_US;
    assertEquals((BURST + 200 - elapsedTokens) * TOKEN_US, missingUs(inFirstSet(1)));
  }

  @Test
  void agreesWithAPlainBucketPerProfile() {
    Random random = new Random(4);
    Map<Long, Long> tokensUs = new HashMap<>(); // what each bucket holds, as time
    long thenUs = nowUs;
    for (int i = 0; i < 200_000; i++) {
      long elapsedUs = nowUs - thenUs;
      tokensUs.replaceAll((key, held) -> Math.min(BURST * TOKEN_US, held + elapsedUs));
      thenUs = nowUs;
      long key = random.nextInt(20);
      int count = 1 + random.nextInt(30);
      long held = tokensUs.getOrDefault(key, BURST * TOKEN_US);
      boolean fits = held >= count * TOKEN_US;
      assertEquals(fits, isTaken(key, count), "step " + i);
      tokensUs.put(key, fits ? held - count * TOKEN_US : held);
      nowUs += random.nextInt(50_000);
    }
  }

  private static long inFirstSet(int i) {
    return i * 16L + 16;
  }

  private long missingUs(long key) {
    return table.waitUs(key, key, BURST, nowUs);
  }

  private boolean isTaken(long key, int count) {
    boolean fits = table.waitUs(key, key, count, nowUs) == 0;
    if (fits) {
      table.take(key, key, count, nowUs);
    }
    return fits;
  }
}
