package dev.kitsune.engine.store;

import net.openhft.chronicle.map.ChronicleMap;

/**
 * The JVM flags that Chronicle Map needs, and the check that they are there; without them Chronicle
 * fails in a dozen ways, some of them late. A jar started by {@code java -jar} may say the same in
 * its manifest ({@code Add-Opens}). Control plane.
 */
public final class ChronicleFlags {
  private static final String OPENS =
      "--add-opens java.base/java.lang=ALL-UNNAMED"
          + " --add-opens java.base/java.lang.reflect=ALL-UNNAMED";

  /** Not needed: silence the warnings of Java 24 and later, where older ones do not know them. */
  private static final String CALM =
      " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

  private static final int FIRST_VERSION_THAT_WARNS = 24;

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
          "Chronicle Map needs flags that this JVM was started without. Add to the java command"
              + " line: "
              + line(Runtime.version().feature()));
    }
  }

  /** What to add to the java command line of this version, 17 or later. */
  public static String line(int javaVersion) {
    return javaVersion < FIRST_VERSION_THAT_WARNS ? OPENS : OPENS + CALM;
  }

  private static boolean isOpen(String packageName, Module to) {
    return Object.class.getModule().isOpen(packageName, to);
  }
}
