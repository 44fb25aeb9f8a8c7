package dev.kitsune.engine.kernel;

import dev.kitsune.engine.profile.StoredDevice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A device as records keep it, with the hash of its user agent. For any thread; data plane. */
public final class DetectedDevice {
  static final int NAME_LENGTH_MAX = 64;

  private final long hash;
  private final int deviceClass;
  private final byte[] browser;
  private final byte[] os;
  /* Whether it was found since its place was last looked through; a lost update does no harm. */
  private boolean isUsed;

  DetectedDevice(long hash, Device device) {
    this.hash = hash;
    deviceClass = classOf(device.kind());
    browser = name(device.browser());
    os = name(device.os());
  }

  long hash() {
    return hash;
  }

  /** One of {@link StoredDevice}'s classes. */
  public int deviceClass() {
    return deviceClass;
  }

  /** UTF-8; not to be written to. */
  public byte[] browser() {
    return browser;
  }

  /** UTF-8; not to be written to. */
  public byte[] os() {
    return os;
  }

  boolean isUsed() {
    return isUsed;
  }

  void used(boolean newIsUsed) {
    isUsed = newIsUsed;
  }

  private static int classOf(Device.Kind kind) {
    return switch (kind) {
      case UNKNOWN -> StoredDevice.UNKNOWN;
      case DESKTOP -> StoredDevice.DESKTOP;
      case MOBILE -> StoredDevice.MOBILE;
      case TABLET -> StoredDevice.TABLET;
    };
  }

  /* Cut before the character that does not fit whole. */
  private static byte[] name(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, NAME_LENGTH_MAX);
    while (length < utf8.length && length > 0 && (utf8[length] & 0xC0) == 0x80) {
      length--;
    }
    return Arrays.copyOf(utf8, length);
  }
}
