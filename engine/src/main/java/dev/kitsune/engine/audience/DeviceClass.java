package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.StoredDevice;

/** The classes of devices that rules know. */
public enum DeviceClass {
  UNKNOWN("unknown", StoredDevice.UNKNOWN),
  DESKTOP("desktop", StoredDevice.DESKTOP),
  MOBILE("mobile", StoredDevice.MOBILE),
  TABLET("tablet", StoredDevice.TABLET);

  private final String wireName;
  private final int code;

  DeviceClass(String wireName, int code) {
    this.wireName = wireName;
    this.code = code;
  }

  /** The name in rules. */
  public String wireName() {
    return wireName;
  }

  /** As records keep it: {@link StoredDevice}. */
  int code() {
    return code;
  }
}
