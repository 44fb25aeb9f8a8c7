package dev.kitsune.engine.experience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.bytes.ByteSlice;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorIdTest {
  private static final VisitorHash HASH = new VisitorHash("traffic-exp-");

  private final VisitorId visitor = new VisitorId();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "visitor-1",
        "\u007f\u0080",
        "\u07ff\u0800",
        "\ud7ff\ue000\uffff",
        "\ud800\udc00\udbff\udfff",
        "caf\u00e9",
        "\u4e2d\u6587",
        "\ud83d\ude00",
        "a\u00e9b\u4e2dc\ud83d\ude00d"
      })
  void isReadAsTheLowBytesOfItsCodeUnits(String id) {
    assertRead(id);
  }

  @Test
  void isReadSoWhateverTheCodePoint() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += 7) {
      if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
        assertRead(Character.toString(codePoint));
      }
    }
  }

  @Test
  void isReadAnewEachTime() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder id = new StringBuilder();
      for (int length = random.nextInt(100); length > 0; length--) {
        id.appendCodePoint("a\u00e9\u4e2d".charAt(random.nextInt(3)));
        id.append(random.nextInt(10) == 0 ? "\ud83d\ude00" : "");
      }
      assertRead(id.toString());
    }
  }

  @Test
  void isReadWithinALargerArrayOnly() {
    byte[] larger = "\u00e9\u00e9x\u00e9\u00e9".getBytes(UTF_8);
    visitor.read(new ByteSlice().wrap(larger, 2, 3));
    assertEquals(unit("\u00e9x"), visitor.unit(HASH));
    visitor.read(new ByteSlice().wrap(larger, 4, 1));
    assertEquals(unit("x"), visitor.unit(HASH));
  }

  private void assertRead(String id) {
    visitor.read(new ByteSlice().wrap(id.getBytes(UTF_8)));
    assertEquals(unit(id), visitor.unit(HASH), id);
  }

  private static double unit(String id) {
    byte[] units = VisitorHash.lowBytes(id);
    return HASH.unit(units, 0, units.length);
  }
}
