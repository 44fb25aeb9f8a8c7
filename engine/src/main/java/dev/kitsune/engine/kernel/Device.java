package dev.kitsune.engine.kernel;

import java.util.Objects;

/**
 * What a user agent tells of a device.
 *
 * @param browser the browser's name; empty if it is not known; cut off after 64 bytes of UTF-8
 * @param os the operating system's name, likewise
 */
public record Device(Kind kind, String browser, String os) {
  /** Nothing is known. */
  public static final Device UNKNOWN = new Device(Kind.UNKNOWN, "", "");

  /** The classes of devices. */
  public enum Kind {
    /** None of the others, and what is no visitor: a bot. */
    UNKNOWN,
    /** A computer, of a desk or a lap. */
    DESKTOP,
    /** A telephone. */
    MOBILE,
    /** A tablet, also one that calls itself mobile. */
    TABLET
  }

  /** Refuses nulls. */
  public Device {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(browser, "browser");
    Objects.requireNonNull(os, "os");
  }
}
