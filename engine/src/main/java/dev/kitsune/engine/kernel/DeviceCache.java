package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Hash64;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The devices of the user agents in use, shared by all workers of an engine. A user agent is known
 * by a 64-bit hash under a seed of this process, so that nobody can prepare two with one hash. The
 * number of entries is fixed: each hash has a set of four places, where a new entry takes that of
 * one which was not asked for since it came or since the set was last full of used ones; so user
 * agents that come once do not drive out those that come again. Safe for any thread, without locks.
 * Data plane; only a user agent that is not known allocates.
 */
public final class DeviceCache {
  /** How many user agents are kept; at most about 200 bytes each. */
  public static final int CAPACITY = 8_192;

  private static final int WAYS = 4;
  private static final int NOWHERE = -1;

  private final DeviceDetector detector;
  private final AtomicReferenceArray<DetectedDevice> entries;
  private final long seed;
  /* Which place of a set is looked at first; a lost update does no harm. */
  private int turn;

  public DeviceCache(DeviceDetector detector) {
    this(detector, CAPACITY, new SecureRandom().nextLong());
  }

  /**
   * @param capacity a power of two, at least 4
   */
  DeviceCache(DeviceDetector detector, int capacity, long seed) {
    this.detector = detector;
    this.seed = seed;
    entries = new AtomicReferenceArray<>(capacity);
  }

  /** The device of a user agent, known or detected now. */
  public DetectedDevice find(ByteSlice userAgent) {
    int length = Math.min(userAgent.length(), DeviceDetector.USER_AGENT_LENGTH_MAX);
    long hash = Hash64.hash(userAgent.array(), userAgent.offset(), length, seed);
    int set = (int) hash & (entries.length() - 1) & -WAYS;
    for (int way = set; way < set + WAYS; way++) {
      DetectedDevice known = entries.getAcquire(way);
      if (known != null && known.hash() == hash) {
        if (!known.isUsed()) {
          known.used(true);
        }
        return known;
      }
    }
    DetectedDevice detected = new DetectedDevice(hash, detect(userAgent, length));
    entries.setRelease(placeFor(set), detected);
    return detected;
  }

  /* An empty place, else one that is not used, in turn, so that new ones do not chase each other. */
  private int placeFor(int set) {
    int first = turn++;
    int unused = NOWHERE;
    for (int i = 0; i < WAYS; i++) {
      int way = set + ((first + i) & (WAYS - 1));
      DetectedDevice known = entries.getAcquire(way);
      if (known == null) {
        return way;
      }
      unused = unused == NOWHERE && !known.isUsed() ? way : unused;
    }
    return unused == NOWHERE ? forgetUse(set, first) : unused;
  }

  private int forgetUse(int set, int first) {
    for (int way = set; way < set + WAYS; way++) {
      DetectedDevice known = entries.getAcquire(way);
      if (known != null) {
        known.used(false);
      }
    }
    return set + (first & (WAYS - 1));
  }

  /* A parser that recurses may run out of stack on what a stranger sends. */
  private Device detect(ByteSlice userAgent, int length) {
    String text = new String(userAgent.array(), userAgent.offset(), length, StandardCharsets.UTF_8);
    try {
      return Objects.requireNonNull(detector.detect(text));
    } catch (RuntimeException | StackOverflowError fault) {
      return Device.UNKNOWN;
    }
  }
}
