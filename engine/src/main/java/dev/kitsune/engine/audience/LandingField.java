package dev.kitsune.engine.audience;

/** The members of a session's landing page that rules compare. Control plane. */
public enum LandingField {
  URL("url"),
  PATH("path"),
  REFERRER("referrer"),
  SEARCH("search");

  private final String member;

  LandingField(String member) {
    this.member = member;
  }

  /** The member's name in rules, events and answers. */
  public String member() {
    return member;
  }
}
