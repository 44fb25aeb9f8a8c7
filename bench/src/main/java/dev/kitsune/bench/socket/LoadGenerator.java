package dev.kitsune.bench.socket;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An open-loop generator: sends by the clock, whatever the answers do. A request that is due takes
 * a connection without a request on its way; while there is none it waits, and its latency from the
 * intended send grows. A connection that breaks fails the request that is on its way there and is
 * opened again. It never sleeps and so takes a core of its own. Owned by one thread, but for {@link
 * #stop}.
 */
public final class LoadGenerator implements AutoCloseable {
  private final LongSupplier clockNs;
  private final Selector selector;
  private final List<LoadConnection> connections = new ArrayList<>();
  private final ArrayDeque<LoadConnection> idle = new ArrayDeque<>();
  private final ArrayDeque<LoadConnection> closed = new ArrayDeque<>();
  private volatile boolean isStopped;

  /**
   * Opens the connections.
   *
   * @param clockNs by which the plans are
   * @throws IOException if the server takes none
   */
  public LoadGenerator(SocketAddress server, int connectionCount, LongSupplier clockNs)
      throws IOException {
    this.clockNs = clockNs;
    selector = Selector.open();
    for (int i = 0; i < connectionCount; i++) {
      connections.add(LoadConnection.open(server, selector));
    }
    idle.addAll(connections);
  }

  public int connectionCount() {
    return connections.size();
  }

  /**
   * Sends so many requests a second for so long, beginning now, and waits for the answers.
   *
   * @param drainNs as with a plan
   */
  public SendAccount run(int ratePerS, int durationMs, RequestSource requests, long drainNs)
      throws IOException {
    return run(SendPlan.forMs(clockNs.getAsLong(), ratePerS, durationMs), requests, drainNs);
  }

  /**
   * Sends a plan's requests and waits for the answers.
   *
   * @param drainNs for how long after the plan's end; connections without an answer are then given
   *     up for new ones
   * @throws IOException if it is stopped, or the selector breaks; what breaks a connection is
   *     counted
   */
  public SendAccount run(SendPlan plan, RequestSource requests, long drainNs) throws IOException {
    SendAccount account = new SendAccount(plan);
    checkStopped();
    long nowNs = clockNs.getAsLong();
    while (!account.isDone() && nowNs < plan.endNs() + drainNs) {
      reopenOne();
      receive(account);
      sendDue(account, requests, nowNs);
      nowNs = clockNs.getAsLong();
      checkStopped();
    }
    giveUpBusy();
    return account;
  }

  private void checkStopped() throws IOException {
    if (isStopped) {
      throw new IOException("the server has ended");
    }
  }

  /** Ends the run that is on its way, and every later one, as the server is gone. By any thread. */
  void stop() {
    isStopped = true;
  }

  private void giveUpBusy() throws IOException {
    for (LoadConnection connection : connections) {
      if (connection.isBusy()) {
        close(connection);
      }
    }
  }

  /* One each time, so that a server that refuses holds up nothing. */
  private void reopenOne() throws IOException {
    LoadConnection connection = closed.pollFirst();
    if (connection != null) {
      note(connection, connection.reopen());
    }
  }

  private void sendDue(SendAccount account, RequestSource requests, long nowNs) throws IOException {
    while (!idle.isEmpty() && account.isDue(nowNs)) {
      LoadConnection connection = idle.removeFirst();
      requests.put(account.sentCount(), connection.request());
      long sendNs = clockNs.getAsLong();
      if (connection.send(account.send(sendNs), sendNs) == LoadConnection.Event.BROKEN) {
        fail(connection, account);
      }
    }
  }

  private void receive(SendAccount account) throws IOException {
    if (selector.selectNow() == 0) {
      return;
    }
    for (SelectionKey key : selector.selectedKeys()) {
      receive((LoadConnection) key.attachment(), account);
    }
    selector.selectedKeys().clear();
  }

  private void receive(LoadConnection connection, SendAccount account) throws IOException {
    boolean wasBusy = connection.isBusy();
    LoadConnection.Event event = connection.proceed();
    if (event == LoadConnection.Event.ANSWERED) {
      answer(connection, account);
    } else if (event == LoadConnection.Event.BROKEN && wasBusy) {
      fail(connection, account);
    } else {
      note(connection, event);
    }
  }

  private void answer(LoadConnection connection, SendAccount account) throws IOException {
    long nowNs = clockNs.getAsLong();
    account.answer(connection.dueNs(), connection.sendNs(), nowNs, connection.isOk());
    if (connection.isInStep()) {
      idle.addLast(connection);
    } else {
      close(connection);
    }
  }

  private void fail(LoadConnection connection, SendAccount account) throws IOException {
    account.fail();
    close(connection);
  }

  /* Of a connection without a request on its way. */
  private void note(LoadConnection connection, LoadConnection.Event event) throws IOException {
    if (event == LoadConnection.Event.OPENED) {
      idle.addLast(connection);
    } else if (event == LoadConnection.Event.BROKEN) {
      idle.remove(connection);
      close(connection);
    }
  }

  private void close(LoadConnection connection) throws IOException {
    connection.close();
    closed.addLast(connection);
  }

  @Override
  public void close() throws IOException {
    for (LoadConnection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
