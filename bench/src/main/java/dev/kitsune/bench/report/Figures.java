package dev.kitsune.bench.report;

import java.util.Locale;

/** Figures as people read them. Control plane. */
final class Figures {
  private static final double MICRO_NS = 1_000;
  private static final double MILLI_NS = 1_000_000;

  private Figures() {}

  /** A time with its unit, three digits or so. */
  static String time(double ns) {
    if (ns < MICRO_NS) {
      return format("%.0f ns", ns);
    }
    if (ns < MILLI_NS) {
      return format(ns < 10 * MICRO_NS ? "%.2f us" : "%.1f us", ns / MICRO_NS);
    }
    return format(ns < 10 * MILLI_NS ? "%.2f ms" : "%.1f ms", ns / MILLI_NS);
  }

  static String bytesPerOperation(double bytes) {
    return bytes < 0.5 ? "0 B" : format("%,.0f B", bytes);
  }

  /** A whole number in groups of three digits; other text as it is. */
  static String grouped(String text) {
    return text.matches("[0-9]{1,18}") ? format("%,d", Long.parseLong(text)) : text;
  }

  /** How many of something there are. */
  static String counted(int count, String one) {
    return format("%,d %s%s", count, one, count == 1 ? "" : "s");
  }

  static String ratio(double ratio) {
    return format("%.2f x", ratio);
  }

  static String megabytes(long bytes) {
    return format("%,.0f MB", bytes / 1e6);
  }

  /** Minutes and seconds. */
  static String duration(double seconds) {
    long rounded = Math.max(0, Math.round(seconds));
    return format("%d:%02d", rounded / 60, rounded % 60);
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
