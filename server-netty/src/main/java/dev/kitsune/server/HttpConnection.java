package dev.kitsune.server;

import dev.kitsune.server.metrics.RequestTimers;
import dev.kitsune.server.route.ErrorResponse;
import dev.kitsune.server.route.HttpFault;
import dev.kitsune.server.route.RouteTable;
import dev.kitsune.server.route.StreamedBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
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
 * of everything read at once in one flush, in order, those that wait for a commit and all behind
 * them when its turn comes. After a fault that leaves the request's end unknown it answers, shuts
 * its output down and drops what still comes, so that the client gets to read the answer. Data
 * plane.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing what is closed already is no failure
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Channel channel;
  private final RouteTable routes;
  private final HttpLimits limits;
  private final RequestDeadline deadline;
  private final RequestScratch scratch;
  private final RequestBody body;
  private final AnswerQueue answers;
  private @Nullable HttpRequest request;
  private boolean draining;
  private boolean late;
  private boolean closing;
  private boolean inputEnded;
  private long startNs;

  HttpConnection(
      Channel channel,
      RouteTable routes,
      HttpLimits limits,
      RequestDeadline deadline,
      RequestScratch scratch) {
    this.channel = channel;
    this.routes = routes;
    this.limits = limits;
    this.deadline = deadline;
    this.scratch = scratch;
    body = new RequestBody(channel.alloc());
    answers = new AnswerQueue(channel, scratch, this::takeTurn);
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
        begin(head);
      }
      if (!closing && message instanceof HttpContent content) {
        receive(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    flush();
    context.fireChannelReadComplete();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == RequestDeadline.EXPIRED) {
      refuse(HttpFault.TIMEOUT);
      flush();
      return;
    }
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      endInput();
    }
    context.fireUserEventTriggered(event);
  }

  /* The client asks nothing more, and is perhaps gone; what waits is answered first. */
  private void endInput() {
    inputEnded = true;
    flush();
    if (answers.isWaiting()) {
      closing = true;
    } else {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof DecoderException) {
      refuse(HttpFault.MALFORMED);
      flush();
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
    answers.clear();
  }

  private void begin(HttpRequest head) {
    request = head;
    HttpFault fault = RequestHead.fault(head, limits);
    if (fault != null) {
      refuse(fault);
    } else if (HttpUtil.is100ContinueExpected(head)) {
      answers.add(CONTINUE);
    }
  }

  private void receive(HttpContent content) {
    ByteBuf piece = content.content();
    if (content.decoderResult().isFailure()) {
      refuse(RequestHead.fault(content.decoderResult().cause()));
    } else if (body.length() + piece.readableBytes() > limits.bodyLengthMax()) {
      refuse(HttpFault.TOO_LARGE);
    } else if (content instanceof LastHttpContent) {
      end(piece);
    } else {
      body.append(piece);
    }
  }

  private void end(ByteBuf lastPiece) {
    HttpRequest ended = request;
    if (ended == null) {
      return;
    }
    startNs = System.nanoTime();
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
      write(withBody, series());
    } else if (ended.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      /* It knows no chunks, and without them a cut answer would look whole. */
      answerFault(ended, HttpFault.VERSION_NOT_SUPPORTED);
      closing = true;
      write(true, series());
    } else {
      stream(stream);
    }
  }

  /* What the other thread writes is queued behind the head, which this one writes first. Nothing
   * may wait before that head, and who asks for so much right behind a change can ask again. */
  private void stream(StreamedBody stream) {
    if (answers.isWaiting() || !isStarted(stream)) {
      routes.refuseForNow(scratch.request(), scratch.answer());
      write(true, series());
      return;
    }
    closing = true;
    answers.startStream(series(), startNs);
    deadline.streaming();
  }

  private boolean isStarted(StreamedBody stream) {
    try {
      scratch.streams().execute(new StreamedAnswer(channel, stream));
      return true;
    } catch (RejectedExecutionException tooMany) {
      return false;
    }
  }

  private void refuse(HttpFault fault) {
    if (closing) {
      return;
    }
    startNs = System.nanoTime();
    boolean withBody = request == null || !request.method().equals(HttpMethod.HEAD);
    int series = answerFault(request, fault);
    body.release();
    request = null;
    closing = true;
    write(withBody, series);
  }

  /* Returns the series of the refused request's timer. */
  private int answerFault(@Nullable HttpRequest refused, HttpFault fault) {
    if (refused == null || refused.decoderResult().isFailure()) {
      ErrorResponse.write(fault, scratch.answer());
      return RequestTimers.UNREADABLE;
    }
    RequestHead.route(refused, scratch.request());
    routes.refuse(fault, scratch.request(), scratch.answer());
    checkOrigin(refused);
    return series();
  }

  private int series() {
    return RequestTimers.series(scratch.request().resource(), scratch.request().method());
  }

  private void checkOrigin(HttpRequest asked) {
    if (scratch.answer().isOriginChecked()) {
      scratch.answer().checkOrigin(RequestHead.origin(asked));
    }
  }

  private void write(boolean withBody, int series) {
    answers.add(withBody, !closing, series, startNs);
    if (answers.isFlushDue()) {
      flush();
    }
  }

  /* Like in a handler: a failure ends this connection, not the turn of others. */
  private void takeTurn() {
    try {
      answers.turnCame();
      flush();
    } catch (Throwable e) {
      channel.pipeline().fireExceptionCaught(e);
    }
  }

  /* The last answer may wait long; what else arrives meanwhile is dropped already. */
  private void flush() {
    ChannelFuture written = answers.flush();
    boolean isWaiting = answers.isWaiting();
    if (closing && (isWaiting || written != null)) {
      deadline.closing();
    }
    deadline.answersWait(isWaiting);
    if (closing && !isWaiting && written != null) {
      written.addListener(done -> linger());
    }
  }

  private void linger() {
    if (inputEnded) {
      channel.close();
      return;
    }
    deadline.lingering();
    ((DuplexChannel) channel).shutdownOutput();
  }
}
