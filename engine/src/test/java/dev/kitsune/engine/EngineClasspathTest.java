package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Chronicle Map may come along, the artifact with which it reports its use to a service may not.
 */
class EngineClasspathTest {
  @Test
  void analyticsIsOnNoPath() {
    assertTrue(pathHas("chronicle-map-"), "the scan finds what is there");
    assertFalse(pathHas("chronicle-analytics"));
  }

  @Test
  void analyticsCannotBeLoaded() {
    assertTrue(
        isLoadable("net.openhft.chronicle.map.ChronicleMap"), "the look-up finds what is there");
    assertFalse(isLoadable("net.openhft.chronicle.analytics.Analytics"));
  }

  private static boolean pathHas(String jarPrefix) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> new File(entry).getName())
        .anyMatch(name -> name.startsWith(jarPrefix));
  }

  private static boolean isLoadable(String className) {
    return EngineClasspathTest.class
            .getClassLoader()
            .getResource(className.replace('.', '/') + ".class")
        != null;
  }
}
