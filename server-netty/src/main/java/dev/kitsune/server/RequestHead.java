package dev.kitsune.server;

import dev.kitsune.server.route.HttpFault;
import dev.kitsune.server.route.RoutedRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a request's line and headers that Netty leaves to us. A request that breaks one has
 * no trustworthy end, so its connection is closed. Data plane.
 */
final class RequestHead {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE");
  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(?:127\\.0\\.0\\.1|localhost|\\[::1])(?::\\d+)?");
  private static final String NOT_IN_HOST = " \t,/?#@\\\"<>";

  private RequestHead() {}

  /** What is wrong with the request before its body is read; null if nothing. */
  static @Nullable HttpFault fault(HttpRequest request, HttpLimits limits) {
    if (request.decoderResult().isFailure()) {
      return fault(request.decoderResult().cause());
    }
    if (!isVersionSupported(request.protocolVersion())) {
      return HttpFault.VERSION_NOT_SUPPORTED;
    }
    if (!isHostValid(request)) {
      return HttpFault.BAD_HOST;
    }
    if (!METHODS.contains(request.method().name())) {
      return HttpFault.NOT_IMPLEMENTED;
    }
    return isTargetValid(request.uri()) ? lengthFault(request, limits) : HttpFault.MALFORMED;
  }

  /** What a failure of the decoder means. */
  static HttpFault fault(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return HttpFault.URI_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? HttpFault.HEADERS_TOO_LARGE
        : HttpFault.MALFORMED;
  }

  /** Hands the request over to routing. */
  static void route(HttpRequest request, RoutedRequest routed) {
    HttpHeaders headers = request.headers();
    routed.head(
        request.method().name(),
        request.uri(),
        single(headers, HttpHeaderNames.CONTENT_TYPE),
        headers.contains(HttpHeaderNames.CONTENT_ENCODING));
    if (request.uri().startsWith("/admin/")) {
      routed.operators(isOperators(headers));
    } else if (request.uri().contains("/explain")) {
      routed.loopbackHost(isLoopbackHost(headers));
    }
  }

  /* A page of another origin cannot send the header, one that a name server sends here (DNS
   * rebinding) cannot send such a Host. */
  private static boolean isOperators(HttpHeaders headers) {
    return headers.contains("x-kitsune-admin") && isLoopbackHost(headers);
  }

  private static boolean isLoopbackHost(HttpHeaders headers) {
    String host = single(headers, HttpHeaderNames.HOST);
    return host != null && LOOPBACK_HOST.matcher(host).matches();
  }

  /** The only {@code Origin}; null if there is none. */
  static @Nullable String origin(HttpRequest request) {
    return single(request.headers(), HttpHeaderNames.ORIGIN);
  }

  private static boolean isVersionSupported(HttpVersion version) {
    return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
  }

  private static boolean isHostValid(HttpRequest request) {
    String host = single(request.headers(), HttpHeaderNames.HOST);
    if (host == null) {
      return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c <= ' ' || c > '~' || NOT_IN_HOST.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTargetValid(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) <= ' ' || target.charAt(i) > '~') {
        return false;
      }
    }
    return target.startsWith("/")
        || target.equals("*")
        || target.regionMatches(true, 0, "http://", 0, 7)
        || target.regionMatches(true, 0, "https://", 0, 8);
  }

  private static @Nullable HttpFault lengthFault(HttpRequest request, HttpLimits limits) {
    HttpHeaders headers = request.headers();
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      String coding = single(headers, HttpHeaderNames.TRANSFER_ENCODING);
      return "chunked".equalsIgnoreCase(coding) ? null : HttpFault.NOT_IMPLEMENTED;
    }
    if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      return hasBody(request.method()) ? HttpFault.LENGTH_REQUIRED : null;
    }
    long length = HttpUtil.getContentLength(request, 0L);
    return length > limits.bodyLengthMax() ? HttpFault.TOO_LARGE : null;
  }

  private static boolean hasBody(HttpMethod method) {
    return method.equals(HttpMethod.POST)
        || method.equals(HttpMethod.PUT)
        || method.equals(HttpMethod.PATCH);
  }

  /** The header's value; null if there is none, a value that nothing accepts if there are two. */
  private static @Nullable String single(HttpHeaders headers, CharSequence name) {
    Iterator<String> values = headers.valueStringIterator(name);
    if (!values.hasNext()) {
      return null;
    }
    String value = values.next();
    return values.hasNext() ? "," : value;
  }
}
