package dev.kitsune.engine.event;

/**
 * Reads ISO-8601 times without allocating: {@code 2022-10-10}, {@code 2022-10-10T14:36}, {@code
 * 2022-10-10T14:36:51.262Z}, offsets {@code +02:00} and {@code +0200}. A date alone and a time
 * without offset are UTC; fractions beyond milliseconds are cut. Data plane.
 */
final class Timestamps {
  /** Says that the text is no time. */
  static final long NONE = Long.MIN_VALUE;

  /** Epoch milliseconds beyond this, in either direction, are no time (as in ECMAScript). */
  static final double EPOCH_MS_MAX = 8.64e15;

  private static final long DAY_MS = 86_400_000L;

  private Timestamps() {}

  /** Epoch milliseconds, or {@link #NONE}. */
  static long parse(byte[] bytes, int offset, int length) {
    int end = offset + length;
    if (length < 10 || bytes[offset + 4] != '-' || bytes[offset + 7] != '-') {
      return NONE;
    }
    int year = digits(bytes, offset, 4);
    int month = digits(bytes, offset + 5, 2);
    int day = digits(bytes, offset + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
      return NONE;
    }
    long dayMs = daysSinceEpoch(year, month, day) * DAY_MS;
    return length == 10 ? dayMs : withTime(dayMs, bytes, offset + 10, end);
  }

  private static long withTime(long dayMs, byte[] bytes, int offset, int end) {
    if (end - offset < 6 || !isTimeMark(bytes[offset]) || bytes[offset + 3] != ':') {
      return NONE;
    }
    int hour = digits(bytes, offset + 1, 2);
    int minute = digits(bytes, offset + 4, 2);
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59) {
      return NONE;
    }
    int at = offset + 6;
    boolean hasSecond = at < end && bytes[at] == ':';
    int second = 0;
    if (hasSecond) {
      second = end - at < 3 ? -1 : digits(bytes, at + 1, 2);
      at += 3;
    }
    if (second < 0 || second > 59 || (hour == 24 && (minute | second) != 0)) {
      return NONE;
    }
    long timeMs = dayMs + ((hour * 60L + minute) * 60 + second) * 1_000;
    return hasSecond
        ? withFraction(timeMs, hour == 24 ? 0 : 999, bytes, at, end)
        : withZone(timeMs, bytes, at, end);
  }

  private static long withFraction(
      long timeMs, int fractionMsMax, byte[] bytes, int offset, int end) {
    if (offset == end || (bytes[offset] != '.' && bytes[offset] != ',')) {
      return withZone(timeMs, bytes, offset, end);
    }
    int at = offset + 1;
    int unitMs = 100;
    int fractionMs = 0;
    for (; at < end && isDigit(bytes[at]); at++) {
      fractionMs += (bytes[at] - '0') * unitMs;
      unitMs /= 10;
    }
    boolean isFraction = at > offset + 1 && fractionMs <= fractionMsMax;
    return isFraction ? withZone(timeMs + fractionMs, bytes, at, end) : NONE;
  }

  private static long withZone(long timeMs, byte[] bytes, int offset, int end) {
    int length = end - offset;
    if (length == 0 || (length == 1 && (bytes[offset] | 0x20) == 'z')) {
      return timeMs;
    }
    boolean hasColon = length == 6 && bytes[offset + 3] == ':';
    if (length != 3 && length != 5 && !hasColon) {
      return NONE;
    }
    int hours = digits(bytes, offset + 1, 2);
    int minutes = length == 3 ? 0 : digits(bytes, end - 2, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    long zoneMs = (hours * 60L + minutes) * 60_000;
    return switch (bytes[offset]) {
      case '+' -> timeMs - zoneMs;
      case '-' -> timeMs + zoneMs;
      default -> NONE;
    };
  }

  private static boolean isTimeMark(byte b) {
    return b == 'T' || b == 't' || b == ' ';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** The number that {@code count} digits make, or -1. */
  private static int digits(byte[] bytes, int offset, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (!isDigit(bytes[offset + i])) {
        return -1;
      }
      value = value * 10 + bytes[offset + i] - '0';
    }
    return value;
  }

  private static int daysIn(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** Days of the proleptic Gregorian calendar, counted in 400-year eras that begin in March. */
  private static long daysSinceEpoch(int year, int month, int day) {
    long marchYear = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(marchYear, 400L);
    long yearOfEra = marchYear - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }
}
