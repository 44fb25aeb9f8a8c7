package dev.kitsune.engine.store;

import net.openhft.chronicle.map.ChronicleMap;

/**
 * The JVM flags that Chronicle Map needs, and the check that they are there. Chronicle itself fails
 * without them in a dozen ways, some of them late. Control plane.
 */
public final class ChronicleFlags {
  /** What to add to the java command line; the same from Java 17 to 25. */
  public static final String REQUIRED =
      "--add-opens java.base/java.lang=ALL-UNNAMED"
          + " --add-opens java.base/java.lang.reflect=ALL-UNNAMED";

  private ChronicleFlags() {}

  /**
   * Returns if Chronicle Map can be used in this JVM.
   *
   * @throws IllegalStateException if not; its message holds the exact line to add
   */
  public static void check() {
    Module chronicle = ChronicleMap.class.getModule();
    if (!isOpen("java.lang", chronicle) || !isOpen("java.lang.reflect", chronicle)) {
      throw new IllegalStateException(
          "Records in Chronicle Map need two flags that this JVM was started without. Add to the"
              + " java command line: "
              + REQUIRED);
    }
  }

  private static boolean isOpen(String packageName, Module to) {
    return Object.class.getModule().isOpen(packageName, to);
  }
}
