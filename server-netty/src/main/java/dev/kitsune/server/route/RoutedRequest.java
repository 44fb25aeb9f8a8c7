package dev.kitsune.server.route;

import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import org.jspecify.annotations.Nullable;

/**
 * One whole request as routes see it. Refilled from request to request; the body is valid until the
 * answer is written. Owned by one event loop. Data plane.
 */
public final class RoutedRequest {
  private static final byte[] NONE = new byte[0];

  private final RequestPath path = new RequestPath();
  private String method = "";
  private String target = "";
  private @Nullable String contentType;
  private boolean encoded;
  private boolean late;
  private boolean operators;
  private boolean loopbackHost;
  private byte[] body = NONE;
  private int bodyOffset;
  private int bodyLength;
  private @Nullable Resource resource;
  private @Nullable EnvironmentRef environment;

  /**
   * Sets method and headers; the body is empty then.
   *
   * @param target the request target as it was sent, printable ASCII only
   * @param contentType the only {@code Content-Type}; null if there is none
   * @param encoded whether there is a {@code Content-Encoding}
   */
  public RoutedRequest head(
      String method, String target, @Nullable String contentType, boolean encoded) {
    this.method = method;
    this.target = target;
    this.contentType = contentType;
    this.encoded = encoded;
    late = false;
    operators = false;
    loopbackHost = false;
    resource = null;
    environment = null;
    return body(NONE, 0, 0);
  }

  public RoutedRequest body(byte[] array, int offset, int length) {
    body = array;
    bodyOffset = offset;
    bodyLength = length;
    return this;
  }

  /** Says whether the request began to arrive after the server began to stop. */
  public RoutedRequest late(boolean begunLate) {
    late = begunLate;
    return this;
  }

  /** Says whether the request comes from an operator's own program, not from a web page. */
  public RoutedRequest operators(boolean fromOperator) {
    operators = fromOperator;
    return this;
  }

  /**
   * Returns if the request comes from an operator's program.
   *
   * @throws ExperienceException if it may come from a web page that the operator looks at
   */
  void requireOperators() {
    if (!operators) {
      throw new ExperienceException(
          ErrorCode.INVALID_DATA, "the header X-Kitsune-Admin and a loopback Host are required");
    }
  }

  /** Says whether the request's Host is this machine, as no other web page's can be. */
  public RoutedRequest loopbackHost(boolean isLoopback) {
    loopbackHost = isLoopback;
    return this;
  }

  /**
   * Returns if only programs, and pages, of this machine can read the answer.
   *
   * @throws ExperienceException if a web page may read it whose name was made to lead here
   */
  void requireLoopbackHost() {
    if (!loopbackHost) {
      throw new ExperienceException(ErrorCode.INVALID_DATA, "a loopback Host is required");
    }
  }

  boolean isLate() {
    return late;
  }

  /** What the target names; found by the first call. */
  public Resource resource() {
    Resource found = resource;
    if (found == null) {
      found = path.match(target);
      resource = found;
    }
    return found;
  }

  /**
   * The environment that the target names, after {@link #resource}; found by the first call.
   *
   * @throws dev.kitsune.engine.error.ExperienceException if there is none
   */
  EnvironmentRef environment(ExperienceEngine engine) {
    EnvironmentRef found = environment;
    if (found == null) {
      found = engine.environment(path.organizationId(), path.environmentSlug());
      environment = found;
    }
    return found;
  }

  RequestPath path() {
    return path;
  }

  public String method() {
    return method;
  }

  String target() {
    return target;
  }

  boolean isPreflight() {
    return RequestQuery.isPreflight(target);
  }

  boolean isMediaSupported() {
    return !encoded && (contentType == null || MediaType.isSupported(contentType));
  }

  byte[] body() {
    return body;
  }

  int bodyOffset() {
    return bodyOffset;
  }

  int bodyLength() {
    return bodyLength;
  }
}
