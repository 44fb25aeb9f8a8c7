package dev.kitsune.engine;

import java.util.Locale;

/** Where an event comes from, in the words of the Experience API. */
public enum Channel {
  /** A browser. */
  WEB,
  /** An app on a device. */
  MOBILE,
  /** A server, such as a gateway. */
  SERVER,
  /** Another client. */
  CLIENT;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
