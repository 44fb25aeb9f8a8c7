package dev.kitsune.server;

import dev.kitsune.server.route.HttpStatus;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * An encoded answer that may not be sent yet, and what its refusal would need.
 *
 * @param sequence commit that it waits for; 0 if only for the answers before it
 * @param bytes head and body; whoever takes the answer out of its queue owns them
 * @param series of {@link dev.kitsune.server.metrics.RequestTimers}; negative for none
 * @param status the status in the bytes
 * @param startNs when the request was whole, by the clock of {@link System#nanoTime}
 * @param isKeptAlive whether the connection stays open after it
 * @param isOriginChecked whether not every origin may read it
 * @param allowedOrigin the one that may then; null for none
 */
record WaitingAnswer(
    long sequence,
    ByteBuf bytes,
    int series,
    HttpStatus status,
    long startNs,
    boolean isKeptAlive,
    boolean isOriginChecked,
    @Nullable String allowedOrigin) {}
