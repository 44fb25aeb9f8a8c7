package dev.kitsune.bench.socket;

import java.io.IOException;
import java.nio.file.Path;

/** A server with typical profiles and the generator that asks it. Owned by one thread. */
public final class SocketRun implements AutoCloseable {
  /** Whatever the rate is: how many requests can be on their way at a time. */
  private static final int CONNECTION_COUNT = 32;

  private static final int AUDIENCE_COUNT = 100;

  /** So many a second are never reached: each is sent when a connection is free. */
  private static final int AT_ONCE = 1_000_000;

  private static final int FILLED_AT_ONCE = 2_000;

  private static final long DRAIN_NS = 5_000_000_000L;
  private static final long FILL_DRAIN_NS = 60_000_000_000L;

  private final ServerProcess server;
  private final LoadGenerator generator;
  private final HttpRequests requests;

  /** What is asked for. */
  public enum Kind {
    /** A page update. */
    PAGE,
    /** A profile as it is. */
    GET
  }

  private SocketRun(ServerProcess server, LoadGenerator generator, HttpRequests requests) {
    this.server = server;
    this.generator = generator;
    this.requests = requests;
  }

  /**
   * Starts a server and gives it typical profiles, which warms it up, too.
   *
   * @throws IOException if it does not start, or refuses a profile
   */
  public static SocketRun start(Path directory, int profileCount)
      throws IOException, InterruptedException {
    ServerProcess server = ServerProcess.start(directory, AUDIENCE_COUNT);
    try {
      LoadGenerator generator =
          new LoadGenerator(server.address(), CONNECTION_COUNT, System::nanoTime);
      server.onEnd(generator::stop);
      SocketRun run = new SocketRun(server, generator, new HttpRequests(profileCount));
      run.fill();
      return run;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Sends so many requests a second for so long.
   *
   * @throws IOException if the server ends; what breaks a connection is counted
   */
  public SendAccount run(Kind kind, int ratePerS, int durationMs) throws IOException {
    RequestSource source = kind == Kind.PAGE ? requests.pages() : requests.gets();
    return generator.run(ratePerS, durationMs, source, DRAIN_NS);
  }

  public int connectionCount() {
    return generator.connectionCount();
  }

  private void fill() throws IOException {
    long count = requests.visitRequestCount();
    long done = 0;
    while (done < count) {
      done += fill(done, Math.min(count - done, FILLED_AT_ONCE));
    }
  }

  private long fill(long from, long count) throws IOException {
    RequestSource visits = requests.visits();
    SendPlan plan = new SendPlan(System.nanoTime(), AT_ONCE, count);
    SendAccount account =
        generator.run(plan, (index, out) -> visits.put(from + index, out), FILL_DRAIN_NS);
    if (account.failedCount() > 0) {
      throw new IOException(
          "the server refused or left open " + account.failedCount() + " of " + count + " updates");
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    generator.close();
    server.close();
  }
}
