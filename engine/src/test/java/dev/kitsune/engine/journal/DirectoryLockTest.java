package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLockTest {
  private static final String OWN = "process " + ProcessHandle.current().pid();

  private final Path directory;

  DirectoryLockTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void anotherProcessIsRefusedAndToldTheOwner() throws Exception {
    DirectoryLock lock = DirectoryLock.take(directory);
    assertEquals("data directory " + directory + " is in use by " + OWN, takenByAnotherProcess());
    lock.close();
    assertEquals("taken", takenByAnotherProcess());
  }

  @Test
  void aRefusalInTheSameProcessLeavesTheLockInPlace() throws Exception {
    DirectoryLock lock = DirectoryLock.take(directory);
    for (int i = 0; i < 2; i++) {
      assertRefused(assertThrows(IOException.class, () -> DirectoryLock.take(directory)));
    }
    assertRefused(
        assertThrows(
            IOException.class, () -> DirectoryLock.take(directory.resolve("..").resolve(name()))));
    assertTrue(takenByAnotherProcess().endsWith(OWN));
    lock.close();
    DirectoryLock.take(directory).close();
    assertEquals("taken", takenByAnotherProcess());
  }

  @Test
  void anotherCopyOfTheClassIsRefusedAndLeavesTheLockInPlace() throws Exception {
    DirectoryLock lock = DirectoryLock.take(directory);
    try (URLClassLoader copies = new URLClassLoader(classPath(), null)) {
      Method take =
          copies.loadClass(DirectoryLock.class.getName()).getDeclaredMethod("take", Path.class);
      take.setAccessible(true);
      for (int i = 0; i < 2; i++) {
        InvocationTargetException thrown =
            assertThrows(InvocationTargetException.class, () -> take.invoke(null, directory));
        assertRefused(thrown.getTargetException());
      }
      assertTrue(takenByAnotherProcess().endsWith(OWN));
      lock.close();
      ((Closeable) take.invoke(null, directory)).close();
    }
    assertEquals("taken", takenByAnotherProcess());
  }

  @Test
  void closingTwiceLeavesTheNextOwnerItsClaim() throws Exception {
    DirectoryLock first = DirectoryLock.take(directory);
    first.close();
    DirectoryLock second = DirectoryLock.take(directory);
    first.close();
    assertRefused(assertThrows(IOException.class, () -> DirectoryLock.take(directory)));
    second.close();
  }

  private static void assertRefused(Throwable refusal) {
    assertTrue(String.valueOf(refusal.getMessage()).endsWith(" is in use by " + OWN));
  }

  private String name() {
    return directory.getFileName().toString();
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private String takenByAnotherProcess() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Taker.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  /** The other process: says whether it could take the directory. */
  static final class Taker {
    private Taker() {}

    public static void main(String[] args) throws IOException {
      try {
        DirectoryLock.take(Path.of(args[0])).close();
        System.out.println("taken");
      } catch (DirectoryInUseException refused) {
        System.out.println(refused.getMessage());
      }
    }
  }
}
