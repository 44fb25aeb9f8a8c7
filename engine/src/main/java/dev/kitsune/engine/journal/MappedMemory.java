package dev.kitsune.engine.journal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/**
 * Gives mapped memory back at once. The JDK leaves that to the collector, which may never run here:
 * the engine makes no garbage, and a file that is mapped keeps its place on the disk.
 */
final class MappedMemory {
  private static final MethodHandle INVOKE_CLEANER = find();

  private MappedMemory() {}

  /** Frees it; a view of another buffer, or a buffer freed before, is an error. */
  static void free(ByteBuffer mapped) {
    try {
      INVOKE_CLEANER.invokeExact(mapped);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle find() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field instance = unsafe.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      return MethodHandles.lookup()
          .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
          .bindTo(instance.get(null));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
