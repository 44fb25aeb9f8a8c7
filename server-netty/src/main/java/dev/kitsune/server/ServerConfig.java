package dev.kitsune.server;

/**
 * How the server listens.
 *
 * @param host name or address that the public port is bound to
 * @param port the public port; 0 takes any free one
 * @param adminPort the operators' port, on loopback
 * @param stopTimeoutMs how long requests in flight may take when the server stops
 */
public record ServerConfig(
    String host, int port, AdminPort adminPort, HttpLimits limits, int stopTimeoutMs) {
  public static final int PORT = 8080;

  public static ServerConfig defaults() {
    return new ServerConfig("127.0.0.1", PORT, AdminPort.DEFAULT, HttpLimits.DEFAULT, 10_000);
  }

  /** The operators' port. */
  public record AdminPort(Kind kind, int port) {
    /** Used if nobody asks for another; given up if it is taken. */
    public static final AdminPort DEFAULT = new AdminPort(Kind.WANTED, 8081);

    public static final AdminPort OFF = new AdminPort(Kind.OFF, 0);

    /** What happens if the port is taken. */
    public enum Kind {
      /** There is none. */
      OFF,
      /** The server runs without it. */
      WANTED,
      /** The server does not start. */
      REQUIRED
    }

    /** A port that somebody asked for. */
    public static AdminPort required(int port) {
      return new AdminPort(Kind.REQUIRED, port);
    }
  }
}
