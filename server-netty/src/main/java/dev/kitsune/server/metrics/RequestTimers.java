package dev.kitsune.server.metrics;

import dev.kitsune.server.route.HttpStatus;
import dev.kitsune.server.route.Resource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How many requests there were and how long they took, from the request's last byte to its answer's
 * way into the socket, by method, route and status. Safe for any thread; allocates only at the
 * first request of its kind. Data plane.
 */
@SuppressWarnings("EnumOrdinal") // indexes of this process, nowhere kept
public final class RequestTimers {
  private static final String[] METHODS = {"GET", "HEAD", "POST", "DELETE", "OPTIONS", "other"};
  private static final int OTHER = METHODS.length - 1;
  private static final Resource[] ROUTES = Resource.values();
  private static final HttpStatus[] STATUSES = HttpStatus.values();

  /** What could not be read as a request. */
  public static final int UNREADABLE = series(Resource.NONE, "");

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(50_000),
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3)
  };

  private final MeterRegistry registry;
  private final AtomicReferenceArray<@Nullable Timer> timers =
      new AtomicReferenceArray<>(ROUTES.length * METHODS.length * STATUSES.length);

  /** Counts for a registry. */
  public RequestTimers(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The number of what requests by this method have in common on this resource. */
  public static int series(Resource route, String method) {
    return route.ordinal() * METHODS.length + methodIndex(method);
  }

  /**
   * Counts a request.
   *
   * @param series of its method and resource
   * @param elapsedNs from the whole request to its answer
   */
  public void record(int series, HttpStatus status, long elapsedNs) {
    int index = series * STATUSES.length + status.ordinal();
    Timer timer = timers.get(index);
    if (timer == null) {
      timer = register(series, status);
      timers.set(index, timer);
    }
    timer.record(elapsedNs, TimeUnit.NANOSECONDS);
  }

  /* Two threads that register at once get the same one. */
  private Timer register(int series, HttpStatus status) {
    Resource route = ROUTES[series / METHODS.length];
    return Timer.builder("kitsune.http.requests")
        .description("Requests answered, from the request's last byte to the answer's release")
        .tag("method", METHODS[series % METHODS.length])
        .tag("route", route.name().toLowerCase(Locale.ROOT))
        .tag("status", String.valueOf(status.code()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static int methodIndex(String method) {
    return switch (method) {
      case "GET" -> 0;
      case "HEAD" -> 1;
      case "POST" -> 2;
      case "DELETE" -> 3;
      case "OPTIONS" -> 4;
      default -> OTHER;
    };
  }
}
