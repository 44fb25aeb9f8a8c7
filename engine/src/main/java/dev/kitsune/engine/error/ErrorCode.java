package dev.kitsune.engine.error;

/**
 * The documented error codes of the Experience API with their documented messages. The HTTP status
 * of each stands where the server writes errors; the engine knows none.
 */
public enum ErrorCode {
  /** The request breaks a rule of the contract; the detail names the place. */
  INVALID_DATA("ERR_INVALID_DATA", "Missing or invalid data."),
  /** No such organization or environment. */
  CONFIG_NOT_FOUND("ERR_CONFIG_NOT_FOUND", "Organization or environment not found"),
  /** Nobody has this id in this environment. */
  PROFILE_NOT_FOUND("ERR_PROFILE_NOT_FOUND", "Profile not found"),
  /** More events to one profile than its rate allows. */
  PROFILE_OVERLOAD(
      "ERR_PROFILE_OVERLOAD",
      "The profile received too many requests in a short amount of time (These can also be"
          + " internal requests based on your merge events). Please backoff."),
  /** A broken invariant of ours. */
  INTERNAL_SERVER_ERROR("ERR_INTERNAL_SERVER_ERROR", "Internal Server Error"),
  /** The engine cannot take the request now: closing, out of capacity, or too contended. */
  UNAVAILABLE("ERR_UNAVAILABLE", "Service Unavailable");

  private final String code;
  private final String message;

  ErrorCode(String code, String message) {
    this.code = code;
    this.message = message;
  }

  /** The code as clients see it in {@code error.code}. */
  public String code() {
    return code;
  }

  /** The documented message, without a place. */
  public String message() {
    return message;
  }
}
