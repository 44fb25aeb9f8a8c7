package dev.kitsune.server;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.server.route.ErrorResponse;
import dev.kitsune.server.route.HttpFault;
import dev.kitsune.server.route.RouteTable;
import dev.kitsune.server.route.RoutedAnswer;
import dev.kitsune.server.route.StreamedBody;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: gathers each request, has it answered on the event loop, and writes the answers
 * of everything read at once in one flush, in order. After a fault that leaves the request's end
 * unknown it answers, shuts its output down and drops what still comes, so that the client gets to
 * read the answer. Data plane.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing what is closed already is no failure
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int UNFLUSHED_LENGTH_MAX = 256 * 1_024;

  private final RouteTable routes;
  private final HttpLimits limits;
  private final RequestDeadline deadline;
  private final RequestScratch scratch;
  private final RequestBody body;
  private @Nullable HttpRequest request;
  private @Nullable ByteBuf unflushed;
  private boolean draining;
  private boolean late;
  private boolean closing;

  HttpConnection(
      RouteTable routes,
      HttpLimits limits,
      RequestDeadline deadline,
      RequestScratch scratch,
      RequestBody body) {
    this.routes = routes;
    this.limits = limits;
    this.deadline = deadline;
    this.scratch = scratch;
    this.body = body;
  }

  /** The server stops: the request begun is the last that is served, the next is told so. */
  void drain() {
    draining = true;
    late = !deadline.drain();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (!closing && message instanceof HttpRequest head) {
        begin(context, head);
      }
      if (!closing && message instanceof HttpContent content) {
        receive(context, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    flush(context);
    context.fireChannelReadComplete();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == RequestDeadline.EXPIRED) {
      refuse(context, HttpFault.TIMEOUT);
      flush(context);
      return;
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof DecoderException) {
      refuse(context, HttpFault.MALFORMED);
      flush(context);
      return;
    }
    if (!(cause instanceof IOException)) {
      LOG.error("connection closed after {}", cause.getClass().getName());
    }
    context.close();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    body.release();
    if (unflushed != null) {
      unflushed.release();
      unflushed = null;
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest head) {
    request = head;
    HttpFault fault = RequestHead.fault(head, limits);
    if (fault != null) {
      refuse(context, fault);
    } else if (HttpUtil.is100ContinueExpected(head)) {
      unflushed(context, CONTINUE.length).writeBytes(CONTINUE);
    }
  }

  private void receive(ChannelHandlerContext context, HttpContent content) {
    ByteBuf piece = content.content();
    if (content.decoderResult().isFailure()) {
      refuse(context, RequestHead.fault(content.decoderResult().cause()));
    } else if (body.length() + piece.readableBytes() > limits.bodyLengthMax()) {
      refuse(context, HttpFault.TOO_LARGE);
    } else if (content instanceof LastHttpContent) {
      end(context, piece);
    } else {
      body.append(piece);
    }
  }

  private void end(ChannelHandlerContext context, ByteBuf lastPiece) {
    HttpRequest ended = request;
    if (ended == null) {
      return;
    }
    RequestHead.route(ended, scratch.request());
    scratch.request().late(late);
    body.end(lastPiece, scratch, scratch.request());
    routes.answer(scratch.worker(), scratch.request(), scratch.answer());
    checkOrigin(ended);
    body.release();
    request = null;
    deadline.requestEnded();
    closing = draining || !HttpUtil.isKeepAlive(ended);
    boolean withBody = !ended.method().equals(HttpMethod.HEAD);
    StreamedBody stream = scratch.answer().stream();
    if (stream == null || !withBody) {
      write(context, withBody);
    } else if (ended.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      /* It knows no chunks, and without them a cut answer would look whole. */
      answerFault(ended, HttpFault.VERSION_NOT_SUPPORTED);
      closing = true;
      write(context, true);
    } else {
      stream(context, stream);
    }
  }

  /* What the other thread writes is queued behind the head, which this one writes first. */
  private void stream(ChannelHandlerContext context, StreamedBody stream) {
    try {
      scratch.streams().execute(new StreamedAnswer(context.channel(), stream));
    } catch (RejectedExecutionException tooMany) {
      routes.refuseForNow(scratch.request(), scratch.answer());
      write(context, true);
      return;
    }
    closing = true;
    ByteSink head = scratch.answerHead().encode(scratch.answer(), false);
    ByteBuf out = unflushed(context, head.length());
    out.writeBytes(head.array(), 0, head.length());
    unflushed = null;
    context.writeAndFlush(out);
    deadline.streaming();
  }

  private void refuse(ChannelHandlerContext context, HttpFault fault) {
    if (closing) {
      return;
    }
    boolean withBody = request == null || !request.method().equals(HttpMethod.HEAD);
    answerFault(request, fault);
    body.release();
    request = null;
    closing = true;
    write(context, withBody);
  }

  private void answerFault(@Nullable HttpRequest refused, HttpFault fault) {
    if (refused == null || refused.decoderResult().isFailure()) {
      ErrorResponse.write(fault, scratch.answer());
      return;
    }
    RequestHead.route(refused, scratch.request());
    routes.refuse(fault, scratch.request(), scratch.answer());
    checkOrigin(refused);
  }

  private void checkOrigin(HttpRequest asked) {
    if (scratch.answer().isOriginChecked()) {
      scratch.answer().checkOrigin(RequestHead.origin(asked));
    }
  }

  private void write(ChannelHandlerContext context, boolean withBody) {
    RoutedAnswer answer = scratch.answer();
    ByteSink head = scratch.answerHead().encode(answer, !closing);
    ByteBuf out = unflushed(context, head.length() + answer.body().length());
    out.writeBytes(head.array(), 0, head.length());
    if (withBody) {
      out.writeBytes(answer.body().array(), 0, answer.body().length());
    }
    if (out.readableBytes() > UNFLUSHED_LENGTH_MAX) {
      flush(context);
    }
  }

  private ByteBuf unflushed(ChannelHandlerContext context, int more) {
    if (unflushed == null) {
      unflushed = context.alloc().ioBuffer(more);
    }
    return unflushed;
  }

  private void flush(ChannelHandlerContext context) {
    if (unflushed == null) {
      return;
    }
    ChannelFuture written = context.writeAndFlush(unflushed);
    unflushed = null;
    if (closing) {
      deadline.closing();
      written.addListener(done -> linger(context));
    }
  }

  private void linger(ChannelHandlerContext context) {
    deadline.lingering();
    ((DuplexChannel) context.channel()).shutdownOutput();
  }
}
