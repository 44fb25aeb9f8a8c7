package dev.kitsune.server;

import dev.kitsune.server.route.RoutedRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The body of one connection's request while it arrives. One that comes in a single piece, as
 * nearly all do, is copied straight into the event loop's array; others are gathered in a pooled
 * heap buffer first, which is then read where it is. Data plane.
 */
final class RequestBody {
  private static final int INITIAL_CAPACITY = 4 * 1_024;

  private final ByteBufAllocator allocator;
  private @Nullable ByteBuf gathered;

  RequestBody(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  int length() {
    return gathered == null ? 0 : gathered.readableBytes();
  }

  void append(ByteBuf piece) {
    if (gathered == null) {
      gathered = allocator.heapBuffer(Math.max(INITIAL_CAPACITY, piece.readableBytes()));
    }
    gathered.writeBytes(piece);
  }

  /** Shows the whole body to the request; valid until {@link #release}, or the next request. */
  void end(ByteBuf lastPiece, RequestScratch scratch, RoutedRequest request) {
    if (gathered == null) {
      int length = lastPiece.readableBytes();
      byte[] array = scratch.bodyArray(length);
      lastPiece.readBytes(array, 0, length);
      request.body(array, 0, length);
      return;
    }
    gathered.writeBytes(lastPiece);
    request.body(
        gathered.array(),
        gathered.arrayOffset() + gathered.readerIndex(),
        gathered.readableBytes());
  }

  void release() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }
}
