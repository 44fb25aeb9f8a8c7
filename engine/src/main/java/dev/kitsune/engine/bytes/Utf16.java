package dev.kitsune.engine.bytes;

/**
 * Java's text on its way to bytes. Text may hold half a surrogate pair, which UTF-8 cannot; Java's
 * own encoder would put a question mark in its place. Stateless.
 */
public final class Utf16 {
  private Utf16() {}

  /**
   * Whether the text has no half of a surrogate pair.
   *
   * @param utf8 what Java's encoder made of the text
   */
  public static boolean isWellFormed(String text, byte[] utf8) {
    return (utf8.length == text.length() && !hasQuestionMark(utf8)) || isPaired(text);
  }

  private static boolean hasQuestionMark(byte[] utf8) {
    for (byte b : utf8) {
      if (b == '?') {
        return true;
      }
    }
    return false;
  }

  private static boolean isPaired(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isSurrogate(text.charAt(at))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) {
          return false;
        }
        at++;
      }
    }
    return true;
  }
}
