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
 * intended send grows. It never sleeps and so takes a core of its own. Owned by one thread.
 */
public final class LoadGenerator implements AutoCloseable {
  private final SocketAddress server;
  private final LongSupplier clockNs;
  private final Selector selector;
  private final List<LoadConnection> connections = new ArrayList<>();
  private final ArrayDeque<LoadConnection> idle = new ArrayDeque<>();

  /**
   * Opens the connections.
   *
   * @param clockNs by which the plans are
   */
  public LoadGenerator(SocketAddress server, int connectionCount, LongSupplier clockNs)
      throws IOException {
    this.server = server;
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
   * Sends a plan's requests and waits for the answers.
   *
   * @param drainNs for how long after the plan's end; connections without an answer are then given
   *     up for new ones
   * @throws IOException if a connection breaks
   */
  public SendAccount run(SendPlan plan, RequestSource requests, long drainNs) throws IOException {
    SendAccount account = new SendAccount(plan);
    long nowNs = clockNs.getAsLong();
    while (!account.isDone() && nowNs < plan.endNs() + drainNs) {
      sendDue(account, requests, nowNs);
      receive(account);
      nowNs = clockNs.getAsLong();
    }
    replaceBusy();
    return account;
  }

  private void replaceBusy() throws IOException {
    for (int i = 0; i < connections.size(); i++) {
      LoadConnection connection = connections.get(i);
      if (!idle.contains(connection)) {
        connection.close();
        connections.set(i, LoadConnection.open(server, selector));
        idle.addLast(connections.get(i));
      }
    }
  }

  private void sendDue(SendAccount account, RequestSource requests, long nowNs) throws IOException {
    while (!idle.isEmpty() && account.isDue(nowNs)) {
      LoadConnection connection = idle.removeFirst();
      requests.put(account.sentCount(), connection.request());
      long sendNs = clockNs.getAsLong();
      connection.send(account.send(sendNs), sendNs);
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
    if (connection.read()) {
      long nowNs = clockNs.getAsLong();
      account.answer(connection.dueNs(), connection.sendNs(), nowNs, connection.isOk());
      idle.addLast(connection);
    }
  }

  @Override
  public void close() throws IOException {
    for (LoadConnection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
