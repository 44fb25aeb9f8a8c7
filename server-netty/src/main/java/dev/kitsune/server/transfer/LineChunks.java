package dev.kitsune.server.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream cut into chunks of whole lines, each short enough for one request, however long the
 * stream is. Owned by one thread. Control plane.
 */
final class LineChunks {
  private static final int CHUNK_LENGTH_MAX = 64 * 1_024;

  private final InputStream in;
  private final byte[] buffer;
  private int start;
  private int end;
  private int chunkEnd;
  private boolean ended;
  private long firstLine = 1;
  private long nextLine = 1;
  private long offset;

  /**
   * @param lineLengthMax bytes of the longest line, its end included
   */
  LineChunks(InputStream in, int lineLengthMax) {
    this.in = in;
    buffer = new byte[Math.max(lineLengthMax, CHUNK_LENGTH_MAX)];
  }

  /**
   * Goes on to the next chunk; false if there is none.
   *
   * @throws LongLineException if a line is too long to be sent
   */
  boolean next() throws IOException {
    start = chunkEnd;
    firstLine = nextLine;
    fill();
    if (start == end) {
      return false;
    }
    chunkEnd = findEnd();
    nextLine += countLines();
    offset += chunkEnd - start;
    return true;
  }

  /** Number of the chunk's first line; the stream's first is 1. */
  long firstLine() {
    return firstLine;
  }

  /** Number of the line after the chunk. */
  long nextLine() {
    return nextLine;
  }

  /** How many bytes of the stream end with the chunk. */
  long offset() {
    return offset;
  }

  /** A copy of the chunk's bytes from this line of the stream on; empty if it ends before. */
  byte[] bytesFrom(long line) {
    int from = start;
    for (long skipped = firstLine; skipped < line && from < chunkEnd; skipped++) {
      from = lineEnd(from, chunkEnd);
    }
    return Arrays.copyOfRange(buffer, from, chunkEnd);
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    chunkEnd = 0;
    while (end < buffer.length && !ended) {
      int count = in.read(buffer, end, buffer.length - end);
      ended = count < 0;
      end += Math.max(0, count);
    }
  }

  /* As many whole lines as fit, but at least one. */
  private int findEnd() throws LongLineException {
    int found = lineEnd(start, end);
    if (found == end && !ended && buffer[end - 1] != '\n') {
      throw new LongLineException(firstLine, buffer.length);
    }
    int last = Math.min(end, start + CHUNK_LENGTH_MAX);
    if (last == end && ended) {
      return end;
    }
    for (int i = last; i > found; i--) {
      if (buffer[i - 1] == '\n') {
        return i;
      }
    }
    return found;
  }

  private int lineEnd(int from, int stop) {
    for (int i = from; i < stop; i++) {
      if (buffer[i] == '\n') {
        return i + 1;
      }
    }
    return stop;
  }

  private long countLines() {
    long count = 0;
    for (int i = start; i < chunkEnd; i = lineEnd(i, chunkEnd)) {
      count++;
    }
    return count;
  }
}
