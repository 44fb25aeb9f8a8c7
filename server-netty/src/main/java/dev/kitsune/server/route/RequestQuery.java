package dev.kitsune.server.route;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The query of a request target: {@code type} is read, on the operators' port numbers too,
 * everything else ignored. Data plane.
 */
final class RequestQuery {
  private static final String TYPE = "type";
  private static final String PREFLIGHT = "preflight";

  private RequestQuery() {}

  /**
   * Whether the request is to be computed only, nothing stored.
   *
   * @throws ExperienceException INVALID_DATA if a {@code type} is anything but {@code preflight}
   */
  static boolean isPreflight(String target) {
    int start = target.indexOf('?');
    boolean preflight = false;
    while (start >= 0 && start < target.length()) {
      int from = start + 1;
      int next = target.indexOf('&', from);
      preflight |= isPreflight(target, from, next < 0 ? target.length() : next);
      start = next;
    }
    return preflight;
  }

  /**
   * The number that the first parameter of this name has, in plain digits.
   *
   * @throws ExperienceException INVALID_DATA if it is no number from 0 to 999,999,999,999
   */
  static long number(String target, String name, long ifAbsent) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(target);
    if (!found.find()) {
      return ifAbsent;
    }
    if (!found.group(1).matches("[0-9]{1,12}")) {
      throw new ExperienceException(ErrorCode.INVALID_DATA, "query " + name + " must be a number");
    }
    return Long.parseLong(found.group(1));
  }

  private static boolean isPreflight(String target, int start, int end) {
    int equals = target.indexOf('=', start);
    int nameEnd = equals < 0 || equals > end ? end : equals;
    if (!isText(target, start, nameEnd, TYPE)) {
      return false;
    }
    if (!isText(target, Math.min(nameEnd + 1, end), end, PREFLIGHT)) {
      throw new ExperienceException(ErrorCode.INVALID_DATA, "query type must be preflight");
    }
    return true;
  }

  /** Whether the percent-encoded range says the ASCII text. */
  private static boolean isText(String target, int start, int end, String text) {
    int at = start;
    for (int i = 0; i < text.length(); i++) {
      if (at >= end || decoded(target, at, end) != text.charAt(i)) {
        return false;
      }
      at += target.charAt(at) == '%' ? 3 : 1;
    }
    return at == end;
  }

  private static int decoded(String target, int at, int end) {
    char c = target.charAt(at);
    if (c != '%') {
      return c;
    }
    if (at + 2 >= end) {
      return -1;
    }
    int high = Character.digit(target.charAt(at + 1), 16);
    int low = Character.digit(target.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
