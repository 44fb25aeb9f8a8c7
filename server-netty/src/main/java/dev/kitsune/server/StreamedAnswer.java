package dev.kitsune.server;

import dev.kitsune.server.route.StreamedBody;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of one answer in HTTP chunks, each sent when the one before it has gone out. The last
 * chunk is sent only if all of the body was written, so that a client can tell. Runs on a thread of
 * its own. Control plane.
 */
final class StreamedAnswer extends OutputStream implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedAnswer.class);
  private static final int CHUNK_LENGTH = 64 * 1_024;
  private static final long CHUNK_TIMEOUT_S = 60;
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Channel channel;
  private final StreamedBody body;

  /**
   * @param channel has the answer's head written to it, and is closed in the end
   */
  StreamedAnswer(Channel channel, StreamedBody body) {
    this.channel = channel;
    this.body = body;
  }

  @Override
  public void run() {
    try (OutputStream chunks = new BufferedOutputStream(this, CHUNK_LENGTH)) {
      body.writeTo(chunks);
      chunks.flush();
      send(LAST_CHUNK);
    } catch (IOException | RuntimeException e) {
      LOG.warn("a streamed answer was cut short: {}", e.getMessage());
    } finally {
      channel.close().awaitUninterruptibly();
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] head = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = new byte[head.length + length + LINE_END.length];
    System.arraycopy(head, 0, chunk, 0, head.length);
    System.arraycopy(bytes, offset, chunk, head.length, length);
    System.arraycopy(LINE_END, 0, chunk, head.length + length, LINE_END.length);
    send(chunk);
  }

  private void send(byte[] bytes) throws IOException {
    ChannelFuture sent = channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    if (!sent.awaitUninterruptibly(CHUNK_TIMEOUT_S, TimeUnit.SECONDS) || !sent.isSuccess()) {
      throw new IOException("the client is gone, or takes nothing");
    }
  }
}
