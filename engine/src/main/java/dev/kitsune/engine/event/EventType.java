package dev.kitsune.engine.event;

/** The types of events that clients send; source: api.md, Requests. */
public enum EventType {
  PAGE("page"),
  TRACK("track"),
  IDENTIFY("identify"),
  COMPONENT("component"),
  SCREEN("screen"),
  GROUP("group"),
  ALIAS("alias");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
