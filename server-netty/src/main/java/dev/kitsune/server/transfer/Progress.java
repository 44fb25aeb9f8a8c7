package dev.kitsune.server.transfer;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far a transfer has come, said now and then: on a terminal in one line that changes, else a
 * line each time. Owned by one thread. Control plane.
 */
final class Progress {
  /** What the launcher sets where the output is a terminal; Java itself cannot tell everywhere. */
  private static final String TERMINAL_PROPERTY = "kitsune.terminal";

  private static final long TERMINAL_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LOG_INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nowNs;
  private final long startNs;
  private long saidNs;

  /**
   * @param terminal whether somebody watches, so that a line may be written over
   */
  Progress(PrintWriter out, boolean terminal, LongSupplier nowNs) {
    this.out = out;
    this.terminal = terminal;
    this.nowNs = nowNs;
    startNs = nowNs.getAsLong();
    saidNs = startNs;
  }

  /** One to standard error, as the launcher says what that is. */
  static Progress to(PrintWriter err) {
    return new Progress(err, Boolean.getBoolean(TERMINAL_PROPERTY), System::nanoTime);
  }

  /**
   * Says it, if it was not said a moment ago.
   *
   * @param part how much of the whole that is, 0 to 1; negative if nobody knows
   */
  void say(String done, long count, double part) {
    long interval = terminal ? TERMINAL_INTERVAL_NS : LOG_INTERVAL_NS;
    if (nowNs.getAsLong() - saidNs < interval) {
      return;
    }
    saidNs = nowNs.getAsLong();
    print(text(done, count, part), terminal ? "\r" : System.lineSeparator());
  }

  /** Says how it ended. */
  void end(String done, long count) {
    print((terminal ? "\r" : "") + text(done, count, -1), System.lineSeparator());
  }

  private String text(String done, long count, double part) {
    double seconds = Math.max(0.001, (nowNs.getAsLong() - startNs) / 1e9);
    String percent = part < 0 ? "" : String.format(Locale.ROOT, " (%.0f %%)", part * 100);
    return String.format(
        Locale.ROOT, "%s %,d%s, %,.0f/s, %,.0f s", done, count, percent, count / seconds, seconds);
  }

  private void print(String text, String end) {
    out.print(text + end);
    out.flush();
  }
}
