package dev.kitsune.bench.journal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataDirectoryTest {
  @ParameterizedTest
  @CsvSource({
    "tmpfs, tmpfs is no disk: a force does nothing",
    "ramfs, ramfs is no disk: a force does nothing",
    "ext4, ''"
  })
  void knowsWhereAForceDoesNothing(String type, String reason) {
    assertEquals(reason, DataDirectory.noDisk(type));
  }

  @Test
  void removesAndCountsWhatIsInIt(@TempDir Path directory) throws IOException {
    assertEquals(Files.getFileStore(directory).type(), DataDirectory.type(directory));
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.write(data.resolve("one"), new byte[7]);
    Files.write(Files.createDirectories(data.resolve("below")).resolve("two"), new byte[5]);
    assertEquals(12, DataDirectory.bytes(data));
    assertDoesNotThrow(() -> DataDirectory.force(data));
    DataDirectory.remove(data);
    assertFalse(Files.exists(data));
  }
}
