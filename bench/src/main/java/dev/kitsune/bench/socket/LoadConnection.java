package dev.kitsune.bench.socket;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One kept-alive connection with at most one request on its way. Owned by one thread. */
final class LoadConnection implements AutoCloseable {
  private static final int REQUEST_LENGTH_MAX = 64 * 1_024;
  private static final int ANSWER_LENGTH_MAX = 1_024 * 1_024;

  private final SocketChannel channel;
  private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST_LENGTH_MAX);
  private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_LENGTH_MAX);
  private final AnswerParser parser = new AnswerParser();
  private long dueNs;
  private long sendNs;

  private LoadConnection(SocketChannel channel) {
    this.channel = channel;
  }

  static LoadConnection open(SocketAddress server, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    LoadConnection connection = new LoadConnection(channel);
    channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  /** The buffer for the next request, empty. */
  ByteBuffer request() {
    return request.clear();
  }

  /** Sends what was put into the buffer. */
  void send(long newDueNs, long newSendNs) throws IOException {
    dueNs = newDueNs;
    sendNs = newSendNs;
    answer.clear();
    request.flip();
    while (request.hasRemaining()) {
      if (channel.write(request) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  /**
   * Reads what is there.
   *
   * @return whether the answer is complete
   * @throws EOFException if the server closed the connection
   */
  boolean read() throws IOException {
    if (channel.read(answer) < 0) {
      throw new EOFException("the server closed a connection with a request on its way");
    }
    return parser.end(answer.array(), answer.position()) != AnswerParser.INCOMPLETE;
  }

  boolean isOk() {
    return parser.status() == 200;
  }

  long dueNs() {
    return dueNs;
  }

  long sendNs() {
    return sendNs;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
