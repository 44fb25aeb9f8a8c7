package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The devices that one request's events tell of. Those that most likely matter are found before any
 * lock is taken, others when they are asked for. Owned by one thread. Data plane.
 */
final class EventDevices {
  /* A batch may name this many profiles. */
  private static final int PREPARED_MAX = 50;

  private final @Nullable DeviceCache cache;
  private final ByteSlice userAgent = new ByteSlice();
  private @Nullable DetectedDevice[] devices = new DetectedDevice[8];

  /**
   * @param cache null where devices are not detected
   */
  EventDevices(@Nullable DeviceCache cache) {
    this.cache = cache;
  }

  /**
   * Begins with a request's events and finds the devices of the newest of them.
   *
   * @param isBatch whether each event may be another profile's
   */
  void prepare(EventBatch events, boolean isBatch) {
    if (cache == null) {
      return;
    }
    if (devices.length < events.count()) {
      devices = new DetectedDevice[events.count()];
    }
    Arrays.fill(devices, 0, events.count(), null);
    int left = isBatch ? PREPARED_MAX : 1;
    for (int event = events.count() - 1; event >= 0 && left > 0; event--) {
      left -= device(events, event) == null ? 0 : 1;
    }
  }

  /** The device that an event tells of; null for none. */
  @Nullable DetectedDevice device(EventBatch events, int event) {
    int node = events.userAgent(event);
    if (cache == null || node == JsonTape.NONE) {
      return null;
    }
    DetectedDevice known = devices[event];
    if (known == null) {
      known = cache.find(events.text(node, userAgent));
      devices[event] = known;
    }
    return known;
  }

  /** Whether an event tells of a device. */
  boolean hasDevice(EventBatch events, int event) {
    return cache != null && events.userAgent(event) != JsonTape.NONE;
  }
}
