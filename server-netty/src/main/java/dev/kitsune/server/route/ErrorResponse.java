package dev.kitsune.server.route;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where what went wrong becomes a status and the documented JSON body. Failures of
 * ours are logged here with the request's id, never with anything that the request holds.
 */
public final class ErrorResponse {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorResponse.class);
  private static final String OWN_CLASSES = "dev.kitsune.";
  private static final int FRAME_COUNT_MAX = 24;
  private static final int CAUSE_COUNT_MAX = 4;

  private ErrorResponse() {}

  public static void write(HttpFault fault, RoutedAnswer answer) {
    answer.clear();
    answer.status(fault.status());
    write(fault.message(), fault.code(), answer.body());
  }

  static void write(ExperienceException refusal, RoutedAnswer answer) {
    ErrorCode code = refusal.code();
    if (code == ErrorCode.INTERNAL_SERVER_ERROR) {
      writeInternal(refusal, answer);
      return;
    }
    answer.clear();
    answer.status(status(code));
    if (answer.status().isRetryable()) {
      answer.retryAfterS(Math.max(1, refusal.retryAfterS()));
    }
    boolean named = code == ErrorCode.INVALID_DATA && !refusal.detail().isEmpty();
    String message = named ? code.message() + " " + refusal.detail() : code.message();
    write(message, code.code(), answer.body());
  }

  /**
   * What an answer becomes whose change could not be made durable.
   *
   * @param isOriginChecked whether not every origin may read that answer
   * @param allowedOrigin the one that may then; null for none
   */
  public static void writeUnavailable(
      boolean isOriginChecked, @Nullable String allowedOrigin, RoutedAnswer answer) {
    write(new ExperienceException(ErrorCode.UNAVAILABLE, ""), answer);
    if (isOriginChecked) {
      answer.allowOnly(allowedOrigin);
    }
  }

  /** A bug of ours: 500, with a request id that the log has too. */
  static void writeInternal(Throwable bug, RoutedAnswer answer) {
    String requestId = UUID.randomUUID().toString();
    LOG.error("request {} failed: {}", requestId, trace(bug));
    answer.clear();
    answer.status(HttpStatus.INTERNAL_SERVER_ERROR);
    answer.requestId(requestId);
    ErrorCode code = ErrorCode.INTERNAL_SERVER_ERROR;
    write(code.message(), code.code(), answer.body());
  }

  static HttpStatus status(ErrorCode code) {
    return switch (code) {
      case INVALID_DATA -> HttpStatus.BAD_REQUEST;
      case CONFIG_NOT_FOUND, PROFILE_NOT_FOUND -> HttpStatus.NOT_FOUND;
      case PROFILE_OVERLOAD -> HttpStatus.TOO_MANY_REQUESTS;
      case INTERNAL_SERVER_ERROR -> HttpStatus.INTERNAL_SERVER_ERROR;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }

  /**
   * Classes and frames of a failure and its causes. Messages are left out: those of parsers quote
   * what they parse. Ours alone, which never do, are kept: refusals, and broken invariants.
   */
  static String trace(Throwable failure) {
    StringBuilder text = new StringBuilder(512);
    Throwable cause = failure;
    for (int i = 0; cause != null && i < CAUSE_COUNT_MAX; i++) {
      text.append(i == 0 ? "" : "\n  caused by ").append(cause.getClass().getName());
      text.append(ownMessage(cause));
      appendFrames(cause.getStackTrace(), text);
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static String ownMessage(Throwable failure) {
    if (failure instanceof ExperienceException refusal) {
      return ": " + refusal.detail();
    }
    return isBrokenInvariant(failure) ? ": " + failure.getMessage() : "";
  }

  /* One made of nothing but a cause has that cause's message, which is not ours. */
  private static boolean isBrokenInvariant(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    return failure instanceof IllegalStateException
        && frames.length > 0
        && frames[0].getClassName().startsWith(OWN_CLASSES)
        && !Objects.equals(failure.getMessage(), String.valueOf(failure.getCause()));
  }

  private static void appendFrames(StackTraceElement[] frames, StringBuilder text) {
    for (int i = 0; i < Math.min(frames.length, FRAME_COUNT_MAX); i++) {
      text.append("\n    at ").append(frames[i]);
    }
  }

  private static void write(String message, String code, ByteSink body) {
    body.put(ascii("{\"message\":\""));
    putEscaped(message, body);
    body.put(ascii("\",\"data\":{},\"error\":{\"code\":\""));
    body.put(ascii(code));
    body.put(ascii("\"}}"));
  }

  private static void putEscaped(String text, ByteSink body) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        body.put((byte) '\\');
      }
      body.put(b >= 0 && b < ' ' ? (byte) ' ' : b);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
