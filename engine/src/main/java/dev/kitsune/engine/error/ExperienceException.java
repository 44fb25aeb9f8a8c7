package dev.kitsune.engine.error;

/**
 * A request that was refused: nothing of it was stored. Carries no stack trace, because refusing a
 * stranger's bad input is ordinary work and must stay cheap.
 */
public final class ExperienceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String detail;
  private final int retryAfterS;

  /**
   * A refusal by this code.
   *
   * @param detail where and what, e.g. {@code events[3].type must be page, track, ...}; empty where
   *     the code says all. Never text from the request.
   */
  public ExperienceException(ErrorCode code, String detail) {
    this(code, detail, 0);
  }

  /**
   * The same with the time after which another try may succeed.
   *
   * @param retryAfterS whole seconds; 0 where nothing is known
   */
  public ExperienceException(ErrorCode code, String detail, int retryAfterS) {
    super(detail.isEmpty() ? code.message() : code.message() + " " + detail, null, false, false);
    this.code = code;
    this.detail = detail;
    this.retryAfterS = retryAfterS;
  }

  /** What is wrong, in the words of the Experience API. */
  public ErrorCode code() {
    return code;
  }

  /** Whole seconds after which another try may succeed; 0 where nothing is known. */
  public int retryAfterS() {
    return retryAfterS;
  }

  /** The place and the broken rule; empty where the code says all. */
  public String detail() {
    return detail;
  }
}
