package dev.kitsune.server.route;

import dev.kitsune.engine.response.ResponseSink;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One answer as routes give it: status, the headers that not every answer has, and the JSON body.
 * Refilled from request to request; owned by one event loop. Data plane.
 */
public final class RoutedAnswer {
  private final ResponseSink body = new ResponseSink();
  private HttpStatus status = HttpStatus.OK;
  private @Nullable StreamedBody stream;
  private long sequence;
  private boolean text;
  private int retryAfterS;
  private @Nullable String allow;
  private @Nullable String requestId;
  private @Nullable Set<String> allowedOrigins;
  private @Nullable String allowedOrigin;

  void clear() {
    body.clear();
    status = HttpStatus.OK;
    stream = null;
    sequence = 0;
    text = false;
    retryAfterS = 0;
    allow = null;
    requestId = null;
    allowedOrigins = null;
    allowedOrigin = null;
  }

  public ResponseSink body() {
    return body;
  }

  public HttpStatus status() {
    return status;
  }

  void status(HttpStatus newStatus) {
    status = newStatus;
  }

  /** What writes the body if it is too long for {@link #body}; null if it is there. */
  public @Nullable StreamedBody stream() {
    return stream;
  }

  void stream(StreamedBody writer) {
    stream = writer;
  }

  /** The engine's commit that must be durable before this is sent; 0 for none. */
  public long sequence() {
    return sequence;
  }

  void sequence(long commit) {
    sequence = commit;
  }

  /** Whether the body is Prometheus text, not JSON. */
  public boolean isText() {
    return text;
  }

  void textBody() {
    text = true;
  }

  /** The seconds of the {@code Retry-After} header; 0 where it has no place. */
  public int retryAfterS() {
    return retryAfterS;
  }

  void retryAfterS(int seconds) {
    retryAfterS = seconds;
  }

  /** The methods of the {@code Allow} header; null where it has no place. */
  public @Nullable String allow() {
    return allow;
  }

  void allow(@Nullable String methods) {
    allow = methods;
  }

  /** What the log calls this request, the {@code x-request-id} header; null unless it failed. */
  public @Nullable String requestId() {
    return requestId;
  }

  void requestId(String id) {
    requestId = id;
  }

  /** Whether not every origin may read the answer. */
  public boolean isOriginChecked() {
    return allowedOrigins != null;
  }

  /** Lets this origin, the request's, read a checked answer if it may. */
  public void checkOrigin(@Nullable String origin) {
    boolean allowed = origin != null && allowedOrigins != null && allowedOrigins.contains(origin);
    allowedOrigin = allowed ? origin : null;
  }

  /** Makes it a checked answer that this origin alone may read; null for none. */
  void allowOnly(@Nullable String origin) {
    allowedOrigins = Set.of();
    allowedOrigin = origin;
  }

  /** The one origin that may read a checked answer; null if none may. */
  public @Nullable String allowedOrigin() {
    return allowedOrigin;
  }

  /**
   * @param origins those that may read the answer; null for every one
   */
  void allowedOrigins(@Nullable Set<String> origins) {
    allowedOrigins = origins;
  }
}
