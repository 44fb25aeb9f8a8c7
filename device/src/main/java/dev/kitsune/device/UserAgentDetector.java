package dev.kitsune.device;

import dev.kitsune.engine.kernel.Device;
import dev.kitsune.engine.kernel.DeviceDetector;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import ua_parser.Parser;

/**
 * Tells a device by its user agent. Browsers and operating systems are named as uap-core names them
 * ({@code Chrome}, {@code Mobile Safari}, {@code Mac OS X}, {@code Windows}); a name that it does
 * not know is empty. The library's expressions are read beside, from the moment the detector is
 * made; what is asked before they are there waits. For any thread. Usually below a millisecond, for
 * a hostile user agent of the longest length some milliseconds: {@code docs/decisions.md}, device.
 */
public final class UserAgentDetector implements DeviceDetector {
  /* What uap-core says of what it does not know. */
  private static final String OTHER = "Other";

  private final FutureTask<Parser> parser = new FutureTask<>(Parser::new);

  /** Begins to read the library's expressions. */
  public UserAgentDetector() {
    Thread reader = new Thread(parser, "kitsune-user-agents");
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  public Device detect(String userAgent) {
    Parser known = parser();
    String browser = name(known.parseUserAgent(userAgent).family);
    String os = name(known.parseOS(userAgent).family);
    return new Device(DeviceWords.kind(userAgent), browser, os);
  }

  private Parser parser() {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return parser.get();
        } catch (InterruptedException e) {
          isInterrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("the user agents' expressions cannot be read", e);
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String name(String family) {
    return family.equals(OTHER) ? "" : family;
  }
}
