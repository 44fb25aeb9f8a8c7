package dev.kitsune.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * The classes that Chronicle Map would otherwise compile or look for at run time; the build writes
 * them (see {@code src/build}). With them opening a store runs no compiler, and a JVM without the
 * jdk.compiler module will do. Defined beside Chronicle's own classes, by Chronicle's class loader,
 * so that our jar holds no foreign packages. Control plane.
 */
final class ChronicleClasses {
  private static final String STATE = "net.openhft.chronicle.hash.VanillaGlobalMutableState";
  private static final String GENERATED_STATE = STATE + "$$Native";
  private static final String COMPILER = "com.sun.tools.javac.api.JavacTool";

  private ChronicleClasses() {}

  /** Defines what this JVM lacks; for any thread, as often as one likes. */
  static synchronized void define() {
    ClassLoader loader = ChronicleMap.class.getClassLoader();
    try {
      if (isMissing(GENERATED_STATE, loader)) {
        defineState(loader);
      }
      if (isMissing(COMPILER, loader)) {
        defineCompiler(loader);
      }
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("Chronicle Map's classes cannot be prepared.", e);
    }
  }

  private static void defineState(ClassLoader loader)
      throws IOException, ReflectiveOperationException {
    Class<?> neighbour = Class.forName(STATE, false, loader);
    MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())
        .defineClass(bytes(GENERATED_STATE));
  }

  /** A neighbour to define it with does not exist; the flags have opened ClassLoader to us. */
  private static void defineCompiler(ClassLoader loader)
      throws IOException, ReflectiveOperationException {
    Method defineClass =
        ClassLoader.class.getDeclaredMethod(
            "defineClass", String.class, byte[].class, int.class, int.class);
    defineClass.setAccessible(true);
    byte[] bytes = bytes(COMPILER);
    defineClass.invoke(loader, COMPILER, bytes, 0, bytes.length);
  }

  private static boolean isMissing(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader);
      return false;
    } catch (ClassNotFoundException e) {
      return true;
    }
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream resource = ChronicleClasses.class.getResourceAsStream(name + ".bytes")) {
      if (resource == null) {
        throw new IOException("The build must have written the class: " + name);
      }
      return resource.readAllBytes();
    }
  }
}
