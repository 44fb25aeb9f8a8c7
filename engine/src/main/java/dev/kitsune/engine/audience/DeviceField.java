package dev.kitsune.engine.audience;

/** The names that a user agent tells. */
public enum DeviceField {
  BROWSER("browser"),
  OS("os");

  private final String type;

  DeviceField(String type) {
    this.type = type;
  }

  /** The {@code type} of rules that compare it. */
  public String type() {
    return type;
  }
}
