package dev.kitsune.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Where the requests of one connection wait while its client does not read the answers to those
 * before them, or too many of these wait for a commit: one read can bring hundreds, each with a
 * long answer. No more is read meanwhile, so that one read bounds what waits. Data plane.
 */
final class RequestQueue extends ChannelInboundHandlerAdapter {
  private final Queue<Object> waiting = new ArrayDeque<>(1);

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (waiting.isEmpty() && context.channel().isWritable()) {
      context.fireChannelRead(message);
    } else {
      waiting.add(message);
    }
  }

  /** What cannot be decoded is answered in its turn, too. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (waiting.isEmpty() || !(cause instanceof DecoderException)) {
      context.fireExceptionCaught(cause);
    } else {
      waiting.add(cause);
    }
  }

  /** The end of the input comes after the requests before it. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (waiting.isEmpty() || event != ChannelInputShutdownEvent.INSTANCE) {
      context.fireUserEventTriggered(event);
    } else {
      waiting.add(event);
    }
  }

  /* Called from within a write, where no request may be answered: a task does that. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    boolean isWritable = context.channel().isWritable();
    if (!isWritable || waiting.isEmpty()) {
      context.channel().config().setAutoRead(isWritable);
    } else {
      context.executor().execute(() -> resume(context));
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  private void resume(ChannelHandlerContext context) {
    while (!waiting.isEmpty() && context.channel().isWritable()) {
      Object next = waiting.remove();
      if (next instanceof DecoderException cause) {
        context.fireExceptionCaught(cause);
      } else if (next == ChannelInputShutdownEvent.INSTANCE) {
        context.fireUserEventTriggered(next);
      } else {
        context.fireChannelRead(next);
      }
    }
    context.fireChannelReadComplete();
    if (waiting.isEmpty()) {
      context.channel().config().setAutoRead(context.channel().isWritable());
    }
  }
}
