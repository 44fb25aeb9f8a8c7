package dev.kitsune.bench.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResidentProfilesTest {
  private static final int TOUCHED = 64 << 20;
  private static final int PAGE = 4_096;

  @Test
  void recordsOfTenUpdatesTakeAboutAKilobyte() {
    double bytes = ResidentProfiles.recordBytes(20);
    assertTrue(bytes > 700 && bytes < 2_000, "bytes: " + bytes);
  }

  @Test
  void memoryOffTheHeapIsResidentOnceItIsTouched() throws IOException {
    long before = ResidentProfiles.residentBytes();
    ByteBuffer memory = ByteBuffer.allocateDirect(TOUCHED);
    for (int offset = 0; offset < TOUCHED; offset += PAGE) {
      memory.put(offset, (byte) 1);
    }
    long grown = ResidentProfiles.residentBytes() - before;
    assertTrue(grown > TOUCHED / 2, "grown: " + grown + " of " + memory.capacity());
  }

  @Test
  void isNotMeasurableWhereTheSystemDoesNotSayIt() {
    assertTrue(ResidentProfiles.isMeasurable());
    assertFalse(ResidentProfiles.isMeasurable(Path.of("no", "such", "status")));
  }
}
