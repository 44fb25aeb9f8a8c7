package dev.kitsune.bench.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnJvmTest {
  /** Tells its process's number after a word of its own; its only argument is its exit code. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      System.out.println("not a figure");
      OwnJvm.tell((double) ProcessHandle.current().pid(), 0.25);
      System.exit(Integer.parseInt(args[0]));
    }
  }

  @Test
  void returnsWhatWasToldLastByAnotherProcess() throws Exception {
    List<Double> first = OwnJvm.measure(Child.class, 0);
    List<Double> second = OwnJvm.measure(Child.class, 0);
    assertEquals(0.25, first.get(1));
    assertEquals(
        3,
        List.of(first.get(0), second.get(0), (double) ProcessHandle.current().pid()).stream()
            .distinct()
            .count());
  }

  @Test
  void refusesTheFiguresOfOneThatFailed() {
    IOException refused = assertThrows(IOException.class, () -> OwnJvm.measure(Child.class, 3));
    assertEquals("the JVM of Child ended with 3", refused.getMessage());
  }
}
