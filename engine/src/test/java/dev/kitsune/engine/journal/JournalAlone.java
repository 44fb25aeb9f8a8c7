package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * For tests that break journals by the thousand: keeps the log quiet, and fails a test during which
 * an exception ended a thread.
 */
final class JournalAlone implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final List<Throwable> escaped = new CopyOnWriteArrayList<>();
  private @Nullable UncaughtExceptionHandler handlerBefore;

  @Override
  public void beforeAll(ExtensionContext context) {
    log().setLevel(Boolean.getBoolean("kitsune.journal.log") ? Level.INFO : Level.OFF);
    handlerBefore = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> escaped.add(thrown));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<Throwable> found = List.copyOf(escaped);
    escaped.clear();
    found.forEach(Throwable::printStackTrace);
    assertEquals(List.of(), found, "ended a thread");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
    log().setLevel(null);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger(Journal.class.getPackageName());
  }
}
