package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ShortRunTest {
  @Test
  void isWrittenAsItIsWhateverItsLength() {
    for (int length = 0; length <= ShortRun.LENGTH_MAX; length++) {
      String text = "abcdefghijklmnopqrstuvwxyz012345".substring(0, length);
      ByteSink out = new ByteSink(0);
      out.put((byte) '<');
      out.put(ShortRun.ascii(text));
      out.put((byte) '>');
      assertEquals("<" + text + ">", out.toString());
    }
  }

  @Test
  void rejects33Bytes() {
    assertThrows(IllegalArgumentException.class, () -> ShortRun.ascii("x".repeat(33)));
  }
}
