package dev.kitsune.server.route;

/** What can be wrong with a request before the engine sees it, with status, code and message. */
public enum HttpFault {
  MALFORMED(
      HttpStatus.BAD_REQUEST,
      "ERR_INVALID_DATA",
      "Missing or invalid data. The request must be well-formed HTTP/1.1"),
  BAD_HOST(
      HttpStatus.BAD_REQUEST,
      "ERR_INVALID_DATA",
      "Missing or invalid data. The request must have exactly one valid Host header"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "ERR_NOT_FOUND", "Not found"),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED, "ERR_METHOD_NOT_ALLOWED", "Method not allowed here"),
  TIMEOUT(
      HttpStatus.REQUEST_TIMEOUT, "ERR_TIMEOUT", "The request did not arrive whole in good time"),
  LENGTH_REQUIRED(
      HttpStatus.LENGTH_REQUIRED,
      "ERR_LENGTH_REQUIRED",
      "A request with a body must say its length"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "ERR_TOO_LARGE", "The request body is too large"),
  URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "ERR_URI_TOO_LONG", "The request line is too long"),
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "ERR_UNSUPPORTED_MEDIA_TYPE",
      "Content-Type must be application/json or text/plain, without Content-Encoding"),
  HEADERS_TOO_LARGE(
      HttpStatus.HEADERS_TOO_LARGE, "ERR_HEADERS_TOO_LARGE", "The request headers are too large"),
  NOT_IMPLEMENTED(
      HttpStatus.NOT_IMPLEMENTED,
      "ERR_NOT_SUPPORTED",
      "Method or Transfer-Encoding not supported; chunked is"),
  VERSION_NOT_SUPPORTED(
      HttpStatus.VERSION_NOT_SUPPORTED,
      "ERR_NOT_SUPPORTED",
      "HTTP version not supported; HTTP/1.1 and HTTP/1.0 are");

  private final HttpStatus status;
  private final String code;
  private final String message;

  HttpFault(HttpStatus status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }

  String message() {
    return message;
  }
}
