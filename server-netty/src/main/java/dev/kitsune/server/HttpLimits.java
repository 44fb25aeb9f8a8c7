package dev.kitsune.server;

/**
 * How much and how long one connection may ask of the server.
 *
 * @param requestLineLengthMax bytes of method, target and version
 * @param headersLengthMax bytes of all headers
 * @param bodyLengthMax bytes of the body
 * @param requestTimeoutMs from a request's first byte to its last, however slowly they come
 * @param idleTimeoutMs from an answer to the next request's first byte
 * @param lingerTimeoutMs how long a closing connection waits for the client to have read the answer
 * @param drainTimeoutMs how long an idle connection stays when the server stops: a request may be
 *     under way
 */
public record HttpLimits(
    int requestLineLengthMax,
    int headersLengthMax,
    int bodyLengthMax,
    int requestTimeoutMs,
    int idleTimeoutMs,
    int lingerTimeoutMs,
    int drainTimeoutMs) {
  public static final HttpLimits DEFAULT =
      new HttpLimits(8 * 1_024, 16 * 1_024, 1_024 * 1_024, 10_000, 75_000, 1_000, 250);
}
