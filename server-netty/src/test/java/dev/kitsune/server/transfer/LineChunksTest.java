package dev.kitsune.server.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole lines, all of them, in order, numbered as an editor numbers them. */
final class LineChunksTest {
  private static final int LINE_LENGTH_MAX = 100_000;

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "'a\n', 1", "'a\nb', 2", "'\n', 1", "'\n\na\n\n', 4"})
  void countsLinesWhetherTheLastOneEndsOrNot(String text, int lineCount) throws IOException {
    LineChunks chunks = chunks(text.replace("\\n", "\n").getBytes(UTF_8));
    while (chunks.next()) {
      assertTrue(chunks.bytesFrom(0).length > 0);
    }
    assertEquals(lineCount + 1, chunks.nextLine());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4_096})
  void givesEveryByteOnceInChunksOfWholeLines(int readLengthMax) throws IOException {
    byte[] text = randomLines();
    LineChunks chunks = new LineChunks(slow(text, readLengthMax), LINE_LENGTH_MAX);
    ByteArrayOutputStream given = new ByteArrayOutputStream();
    long line = 1;
    while (chunks.next()) {
      assertEquals(line, chunks.firstLine());
      byte[] chunk = chunks.bytesFrom(line);
      line += new String(chunk, UTF_8).lines().count();
      assertEquals(line, chunks.nextLine());
      given.write(chunk);
      assertEquals(given.size(), chunks.offset());
      assertTrue(chunk[chunk.length - 1] == '\n' || given.size() == text.length);
      assertTrue(chunk.length <= 64 * 1_024 || new String(chunk, UTF_8).lines().count() == 1);
    }
    assertArrayEquals(text, given.toByteArray());
  }

  @Test
  void startsWithinAChunk() throws IOException {
    LineChunks chunks = chunks("one\ntwo\nthree".getBytes(UTF_8));
    assertTrue(chunks.next());
    assertEquals("one\ntwo\nthree", new String(chunks.bytesFrom(1), UTF_8));
    assertEquals("two\nthree", new String(chunks.bytesFrom(2), UTF_8));
    assertEquals("three", new String(chunks.bytesFrom(3), UTF_8));
    assertEquals("", new String(chunks.bytesFrom(4), UTF_8));
    assertFalse(chunks.next());
  }

  @Test
  void takesTheLongestLineAndNoLonger() throws IOException {
    byte[] line = ("a\n" + "b".repeat(LINE_LENGTH_MAX - 1) + "\nc").getBytes(UTF_8);
    LineChunks chunks = chunks(line);
    assertTrue(chunks.next());
    assertTrue(chunks.next());
    assertEquals(LINE_LENGTH_MAX, chunks.bytesFrom(2).length);
    assertTrue(chunks.next());
    assertFalse(chunks.next());
    byte[] tooLong = ("a\n" + "b".repeat(LINE_LENGTH_MAX) + "\nc").getBytes(UTF_8);
    LineChunks refused = chunks(tooLong);
    assertTrue(refused.next());
    LongLineException e = assertThrows(LongLineException.class, refused::next);
    assertEquals("line 2 is longer than 100000 bytes", e.getMessage());
  }

  private static LineChunks chunks(byte[] text) {
    return new LineChunks(new ByteArrayInputStream(text), LINE_LENGTH_MAX);
  }

  private static byte[] randomLines() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      int length = random.nextInt(100) == 0 ? random.nextInt(90_000) : random.nextInt(300);
      text.append("x".repeat(length)).append('\n');
    }
    return text.append("end").toString().getBytes(UTF_8);
  }

  /** A stream that gives few bytes at a time. */
  private static InputStream slow(byte[] bytes, int readLengthMax) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, readLengthMax));
      }
    };
  }
}
