package dev.kitsune.engine.audience;

import java.nio.charset.StandardCharsets;

/** The members of a session's landing page that rules compare. Control plane. */
public enum LandingField {
  URL("url"),
  PATH("path"),
  REFERRER("referrer"),
  SEARCH("search");

  private final String member;
  private final byte[] memberUtf8;

  LandingField(String member) {
    this.member = member;
    memberUtf8 = member.getBytes(StandardCharsets.UTF_8);
  }

  /** The member's name in rules, events and answers. */
  public String member() {
    return member;
  }

  byte[] memberUtf8() {
    return memberUtf8;
  }
}
