package dev.kitsune.bench.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketRunTest {
  private static final Duration FAR_LESS_THAN_THE_PLAN = Duration.ofSeconds(60);

  @Test
  void endsWithItsServerAndNotWithItsPlan(@TempDir Path directory) throws Exception {
    Set<ProcessHandle> older = children();
    try (SocketRun run = SocketRun.start(directory, 2)) {
      assertEquals(0, run.run(SocketRun.Kind.GET, 200, 100).failedCount());
      List<ProcessHandle> servers =
          children().stream().filter(child -> !older.contains(child)).toList();
      assertEquals(1, servers.size());
      servers.get(0).destroyForcibly();
      IOException ended =
          assertTimeoutPreemptively(
              FAR_LESS_THAN_THE_PLAN,
              () ->
                  assertThrows(
                      IOException.class, () -> run.run(SocketRun.Kind.PAGE, 100, 600_000)));
      assertEquals("the server has ended", ended.getMessage());
    }
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }
}
