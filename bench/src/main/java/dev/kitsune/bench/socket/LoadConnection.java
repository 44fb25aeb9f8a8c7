package dev.kitsune.bench.socket;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One kept-alive connection with at most one request on its way; where it breaks, it can be opened
 * again. Owned by one thread.
 */
final class LoadConnection implements AutoCloseable {
  /** What became of it. */
  enum Event {
    /** Nothing yet. */
    NONE,
    /** It is open again and idle. */
    OPENED,
    /** The answer is complete. */
    ANSWERED,
    /** It cannot be used any more: closed, refused, or what came is no answer. */
    BROKEN
  }

  private enum State {
    CONNECTING,
    IDLE,
    BUSY,
    CLOSED
  }

  private static final int REQUEST_LENGTH_MAX = 64 * 1_024;
  private static final int ANSWER_LENGTH_MAX = 1_024 * 1_024;

  private final SocketAddress server;
  private final Selector selector;
  private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST_LENGTH_MAX);
  private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_LENGTH_MAX);
  private final AnswerParser parser = new AnswerParser();
  private SocketChannel channel;
  private State state = State.IDLE;
  private boolean isInStep = true;
  private long dueNs;
  private long sendNs;

  private LoadConnection(SocketAddress server, Selector selector, SocketChannel channel) {
    this.server = server;
    this.selector = selector;
    this.channel = channel;
  }

  /**
   * Waits until it is open.
   *
   * @throws IOException if it is refused
   */
  static LoadConnection open(SocketAddress server, Selector selector) throws IOException {
    LoadConnection connection = new LoadConnection(server, selector, SocketChannel.open(server));
    connection.prepare();
    connection.register(SelectionKey.OP_READ);
    return connection;
  }

  private void prepare() throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
  }

  private void register(int interest) throws IOException {
    channel.register(selector, interest, this);
  }

  /** Begins to open a closed one and does not wait. */
  Event reopen() {
    try {
      channel = SocketChannel.open();
      prepare();
      state = State.CONNECTING;
      register(SelectionKey.OP_CONNECT);
      return channel.connect(server) ? opened() : Event.NONE;
    } catch (IOException refused) {
      return Event.BROKEN;
    }
  }

  private Event opened() throws IOException {
    answer.clear();
    state = State.IDLE;
    register(SelectionKey.OP_READ);
    return Event.OPENED;
  }

  /** The buffer for the next request, empty. */
  ByteBuffer request() {
    return request.clear();
  }

  /** Sends what was put into the buffer. */
  Event send(long newDueNs, long newSendNs) {
    dueNs = newDueNs;
    sendNs = newSendNs;
    state = State.BUSY;
    request.flip();
    try {
      while (request.hasRemaining()) {
        if (channel.write(request) == 0) {
          Thread.onSpinWait();
        }
      }
      return Event.NONE;
    } catch (IOException reset) {
      return Event.BROKEN;
    }
  }

  /** Goes on with what the selector found. */
  Event proceed() {
    try {
      if (state == State.CONNECTING) {
        return channel.finishConnect() ? opened() : Event.NONE;
      }
      return read();
    } catch (IOException broken) {
      return Event.BROKEN;
    }
  }

  private Event read() throws IOException {
    int count = channel.read(answer);
    if (count < 0 || state != State.BUSY) {
      return count == 0 ? Event.NONE : Event.BROKEN;
    }
    int end = parser.end(answer.array(), answer.position());
    if (end < 0) {
      return end == AnswerParser.INCOMPLETE ? Event.NONE : Event.BROKEN;
    }
    isInStep = end == answer.position() && !parser.isLast();
    answer.clear();
    state = State.IDLE;
    return Event.ANSWERED;
  }

  /** Whether a request is on its way. */
  boolean isBusy() {
    return state == State.BUSY;
  }

  /** Whether another request may follow the answer: nothing else came, and no close is to come. */
  boolean isInStep() {
    return isInStep;
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
    state = State.CLOSED;
    channel.close();
  }
}
