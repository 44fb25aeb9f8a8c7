package dev.kitsune.server;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.server.route.HttpStatus;
import dev.kitsune.server.route.RoutedAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Status line and headers of an answer as bytes: the constant ones encoded once per status, the
 * date once per second. Owned by one event loop. Data plane.
 */
final class AnswerHead {
  private static final String JSON = "application/json; charset=utf-8";
  private static final Map<HttpStatus, byte[]> EVERY_ORIGIN =
      constants("access-control-allow-origin: *", JSON);
  private static final Map<HttpStatus, byte[]> CHECKED_ORIGIN = constants("vary: Origin", JSON);
  private static final Map<HttpStatus, byte[]> PROMETHEUS_TEXT =
      constants("vary: Origin", "text/plain; version=0.0.4; charset=utf-8");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("'date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final byte[] CONFIG_VERSION = ascii("x-config-version: ");
  private static final byte[] RETRY_AFTER = ascii("retry-after: ");
  private static final byte[] CLOSE = ascii("connection: close\r\n");
  private static final byte[] KEEP_ALIVE = ascii("connection: keep-alive\r\n");
  private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
  private static final byte[] CONTENT_LENGTH = ascii("content-length: ");
  private static final byte[] LINE_END = ascii("\r\n");

  private final ByteSink bytes = new ByteSink(1_024);
  private byte[] date = new byte[0];
  private long dateSecond = -1;

  /** The head of the answer; valid until the next call. */
  ByteSink encode(RoutedAnswer answer, boolean keepAlive) {
    bytes.clear();
    bytes.put(Objects.requireNonNull(constants(answer).get(answer.status())));
    putDate();
    long version = answer.body().environmentVersion();
    if (version != 0) {
      bytes.put(CONFIG_VERSION);
      bytes.putDecimal(version);
      bytes.put(LINE_END);
    }
    putText("access-control-allow-origin: ", answer.allowedOrigin());
    putText("allow: ", answer.allow());
    putRetryAfter(answer.retryAfterS());
    putText("x-request-id: ", answer.requestId());
    bytes.put(keepAlive ? KEEP_ALIVE : CLOSE);
    if (answer.stream() != null) {
      bytes.put(CHUNKED);
    } else if (answer.status() != HttpStatus.NO_CONTENT) {
      bytes.put(CONTENT_LENGTH);
      bytes.putDecimal(answer.body().length());
      bytes.put(LINE_END);
    }
    bytes.put(LINE_END);
    return bytes;
  }

  private void putRetryAfter(int seconds) {
    if (seconds > 0) {
      bytes.put(RETRY_AFTER);
      bytes.putDecimal(seconds);
      bytes.put(LINE_END);
    }
  }

  private void putText(String name, @Nullable String value) {
    if (value != null) {
      bytes.put(ascii(name + value + "\r\n"));
    }
  }

  private void putDate() {
    long nowMs = System.currentTimeMillis();
    if (nowMs / 1_000 != dateSecond) {
      dateSecond = nowMs / 1_000;
      date = ascii(DATE.format(Instant.ofEpochMilli(nowMs)));
    }
    bytes.put(date);
  }

  private static Map<HttpStatus, byte[]> constants(RoutedAnswer answer) {
    if (answer.isText()) {
      return PROMETHEUS_TEXT;
    }
    return answer.isOriginChecked() ? CHECKED_ORIGIN : EVERY_ORIGIN;
  }

  private static Map<HttpStatus, byte[]> constants(String origin, String contentType) {
    Map<HttpStatus, byte[]> constants = new EnumMap<>(HttpStatus.class);
    for (HttpStatus status : HttpStatus.values()) {
      constants.put(status, ascii(constant(status, origin, contentType)));
    }
    return constants;
  }

  private static String constant(HttpStatus status, String origin, String contentType) {
    StringBuilder text = new StringBuilder(512);
    text.append("HTTP/1.1 ").append(status.code()).append(' ').append(status.reason());
    text.append("\r\n").append(origin);
    if (status == HttpStatus.NO_CONTENT) {
      text.append("\r\naccess-control-allow-methods: POST, GET, DELETE, HEAD");
      text.append("\r\naccess-control-allow-headers: content-type, x-force-ip");
      text.append("\r\naccess-control-max-age: 86400");
    } else {
      text.append("\r\ncontent-type: ").append(contentType);
    }
    text.append("\r\naccess-control-expose-headers: ");
    text.append("x-request-id, x-config-version, retry-after, traceparent");
    text.append("\r\ncache-control: no-store");
    return text.append("\r\n").toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
