package dev.kitsune.engine.audience;

/** The times of a profile whose age rules compare. */
public enum ProfileClock {
  FIRST_SEEN("firstSeen"),
  LAST_SEEN("lastSeen");

  private final String type;

  ProfileClock(String type) {
    this.type = type;
  }

  /** The {@code type} of rules that compare it. */
  public String type() {
    return type;
  }
}
