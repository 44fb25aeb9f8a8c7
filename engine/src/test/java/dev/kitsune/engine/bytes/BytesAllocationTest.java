package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.sun.management.ThreadMXBean;
import dev.kitsune.testdata.TestData;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class BytesAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUND_COUNT = 2_000;

  private final JsonTape tape = new JsonTape();
  private final ByteSink out = new ByteSink(4_096);
  private final byte[] page = TestData.bytes("json/accept/ours-page-event.json");
  private final byte[] identify = TestData.bytes("json/accept/ours-identify-event-pretty.json");
  private final byte[] batch = TestData.bytes("requests/upsert/two-hundred-events.json");
  private final byte[] faulty = "{\"a\":[1,2,{\"b\":\"\\u00e9\\x\"}]}".getBytes(UTF_8);
  private final byte[] number = "-1234.5678e-3".getBytes(UTF_8);
  private final byte[] escapedName = "caf\u00e9".getBytes(UTF_8);
  private final byte[] escapedMember = "{\"a\":1,\"caf\\u00e9\":2}".getBytes(UTF_8);
  private long consumed;

  @Test
  void checkingAndReadingAllocateNothing() {
    assertEquals(0, allocatedBytes(this::useAll));
    assertNotEquals(0, consumed);
  }

  @Test
  void theMeasureSeesAnAllocation() {
    assertNotEquals(0, allocatedBytes(() -> consumed += page.clone().length));
  }

  private void useAll() {
    parse(page);
    parse(identify);
    parse(batch);
    parse(faulty);
    parse(escapedMember);
    consumed += tape.member(0, escapedName);
    out.clear();
    JsonMinify.put(identify, 0, identify.length, out);
    JsonEscapes.encode(identify, 0, identify.length, out);
    JsonEscapes.decode(faulty, 16, 6, out);
    consumed += out.length() + Hash64.hash(page, 1);
    consumed += (long) JsonNumber.toDouble(number, 0, number.length);
    consumed += JsonNumber.isLong(number, 0, number.length) ? 1 : 2;
    consumed += Utf8.isValid(identify, 0, identify.length) ? 1 : 2;
  }

  private void parse(byte[] text) {
    boolean isValid = tape.parse(text, 0, text.length, JsonLimits.DEFAULT);
    consumed += isValid ? tape.next(0) : tape.faultOffset();
  }

  private static long allocatedBytes(Runnable use) {
    run(use);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    run(use);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void run(Runnable use) {
    for (int round = 0; round < ROUND_COUNT; round++) {
      use.run();
    }
  }
}
