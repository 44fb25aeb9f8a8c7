package dev.kitsune.engine.kernel;

import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.StoredDevice;

/**
 * Keeps in a profile's record the device of the newest event that has a user agent, newest by the
 * server's clock as for locations, so that of one request the last such event counts: profiles.md,
 * Device. Stateless. Data plane.
 */
final class DeviceKeeper {
  private DeviceKeeper() {}

  /** Notes an applied event; what it tells is asked for by {@link #keep} alone. */
  static void note(ProfileSlot slot, Command command, int event) {
    if (command.devices().hasDevice(command.events(), event)) {
      slot.deviceEvent(event);
    }
  }

  /** Notes that a slot is merged into another: what it was told counts for that one. */
  static void noteMerge(ProfileSlot from, ProfileSlot to) {
    to.deviceEvent(Math.max(from.deviceEvent(), to.deviceEvent()));
  }

  /** Writes the device once all events are applied; returns whether class or a name changed. */
  static boolean keep(ProfileSlot slot, Command command) {
    if (slot.deviceEvent() == RecordSet.NOBODY) {
      return false;
    }
    DetectedDevice device = command.devices().device(command.events(), slot.deviceEvent());
    if (device == null) {
      return false;
    }
    ProfileRecord record = slot.record();
    long receiptMs = Math.max(command.nowMs(), record.lastReceiptMs());
    return StoredDevice.replace(
        record, receiptMs, device.deviceClass(), device.browser(), device.os());
  }
}
