package dev.kitsune.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's request framing, and one rule more: a header that goes on over several lines (obs-fold)
 * is refused. The stock decoder joins the lines, and proxies disagree on what such a header says.
 * One per connection. Data plane.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private boolean inHead = true;
  private boolean atHeader;

  RequestDecoder(HttpLimits limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.requestLineLengthMax())
            .setMaxHeaderSize(limits.headersLengthMax())
            .setMaxChunkSize(limits.bodyLengthMax())
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (inHead) {
      checkLines(bytes);
    }
    int start = bytes.readerIndex();
    int count = out.size();
    super.decode(context, bytes, out);
    if (inHead && !atHeader) {
      atHeader = textStart(bytes, start, bytes.readerIndex()) < bytes.readerIndex();
    }
    for (int i = count; i < out.size(); i++) {
      note(out.get(i));
    }
  }

  private void note(Object message) {
    if (message instanceof HttpRequest) {
      inHead = false;
    }
    if (message instanceof LastHttpContent) {
      inHead = true;
      atHeader = false;
    }
  }

  /* Empty lines, and whatever else the stock decoder passes over before a request line. */
  private static int textStart(ByteBuf bytes, int from, int end) {
    int at = from;
    while (at < end && bytes.getByte(at) >= 0 && bytes.getByte(at) <= ' ') {
      at++;
    }
    return at;
  }

  /* The stock decoder consumes whole lines, so unread bytes begin where a line begins. */
  private void checkLines(ByteBuf bytes) {
    int end = bytes.writerIndex();
    boolean header = atHeader;
    int line = header ? bytes.readerIndex() : textStart(bytes, bytes.readerIndex(), end);
    while (line >= 0 && line < end) {
      byte first = bytes.getByte(line);
      if (header && (first == ' ' || first == '\t')) {
        bytes.skipBytes(bytes.readableBytes());
        throw new CorruptedFrameException("a header must stand on one line");
      }
      if (header && (first == '\r' || first == '\n')) {
        return;
      }
      int feed = bytes.indexOf(line, end, (byte) '\n');
      line = feed < 0 ? -1 : feed + 1;
      header = true;
    }
  }
}
