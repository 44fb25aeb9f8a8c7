package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteTableTest {
  @Test
  void writesRunsOfEveryLengthOneBehindTheOther() {
    List<String> runs = IntStream.range(0, 200).mapToObj(ByteTableTest::run).toList();
    ByteTable table = table(runs);
    ByteSink out = new ByteSink(1);
    for (int index = 0; index < runs.size(); index++) {
      assertEquals(runs.get(index).length(), table.length(index));
      table.put(index, 0, out);
    }
    assertEquals(String.join("", runs), out.toString());
    assertEquals(200, table.count());
  }

  @Test
  void leavesOutTheFirstBytesOfARun() {
    ByteTable table = table(List.of(",one", ",two"));
    ByteSink out = new ByteSink(1);
    table.put(1, 1, out);
    table.put(0, 0, out);
    table.put(0, 4, out);
    assertEquals("two,one", out.toString());
  }

  @Test
  void keepsEmptyRuns() {
    ByteTable table = table(List.of("", "a", ""));
    ByteSink out = new ByteSink(1);
    IntStream.range(0, 3).forEach(index -> table.put(index, 0, out));
    assertEquals("a", out.toString());
    assertEquals(0, table.length(0));
    assertEquals(0, table.length(2));
  }

  @Test
  void writesIntoASinkThatIsFullToTheLastByte() {
    ByteTable table = table(List.of("abc"));
    ByteSink out = new ByteSink(4);
    out.put((byte) '0');
    table.put(0, 0, out);
    assertEquals("0abc", out.toString());
  }

  private static ByteTable table(List<String> runs) {
    return new ByteTable(runs.stream().map(r -> r.getBytes(StandardCharsets.US_ASCII)).toList());
  }

  private static String run(int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> String.valueOf((char) ('a' + (i + length) % 26)))
        .reduce("", String::concat);
  }
}
