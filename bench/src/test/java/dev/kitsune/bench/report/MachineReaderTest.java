package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MachineReaderTest {
  @Test
  void theFlagsAreThoseThatThisJvmHas() throws IOException {
    assertEquals(
        ManagementFactory.getRuntimeMXBean().getInputArguments(), MachineReader.read().jvmFlags());
  }

  @Test
  void whatCannotBeReadIsUnknown() {
    assertEquals("unknown", MachineReader.field(Path.of("no", "such", "file"), "MemTotal"));
  }
}
