package dev.kitsune.bench.figure;

import dev.kitsune.bench.ForkFlags;
import dev.kitsune.bench.report.Machine;
import dev.kitsune.bench.report.MachineReader;
import java.io.IOException;

/** What stands above figures: of which commit they are, where, and with which JVM and flags. */
public final class RunHead {
  private static final double BYTES_PER_GIB = 1 << 30;

  private RunHead() {}

  /** Tells it as notes. */
  public static void tell(JudgedFigures figures) throws IOException {
    Machine machine = MachineReader.read();
    figures.note("commit   %s", machine.commit());
    figures.note(
        "machine  %s, %d cores, %.1f GiB",
        machine.cpu(), machine.coreCount(), machine.memoryBytes() / BYTES_PER_GIB);
    figures.note("system   %s", machine.os());
    figures.note("JVM      %s", machine.jvm());
    figures.note("flags    %s", String.join(" ", machine.jvmFlags()));
    figures.note("         JVMs of their own: %s", String.join(" ", ForkFlags.forThisJvm()));
  }
}
