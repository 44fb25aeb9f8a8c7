package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

final class CommitTurnTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final CommitTurn turn = turn(tasks::add);
  private int lookCount;

  @Test
  void postsOneTaskForManyCommits() {
    turn.await(() -> lookCount++);
    turn.post();
    turn.post();
    assertEquals(1, tasks.size());
    tasks.remove().run();
    assertEquals(1, lookCount);
  }

  @Test
  void postsNothingWhereNobodyWaits() {
    turn.post();
    turn.await(() -> lookCount++);
    turn.post();
    tasks.remove().run();
    turn.post();
    assertEquals(0, tasks.size());
  }

  @Test
  void postsAgainForWhoStillWaits() {
    turn.await(() -> turn.await(() -> lookCount++));
    turn.post();
    tasks.remove().run();
    assertEquals(0, lookCount);
    turn.post();
    tasks.remove().run();
    assertEquals(1, lookCount);
  }

  @Test
  void postsAnotherTaskForACommitDuringATurn() {
    turn.await(
        () -> {
          turn.post();
          turn.await(() -> lookCount++);
        });
    turn.post();
    tasks.remove().run();
    tasks.remove().run();
    assertEquals(1, lookCount);
    assertEquals(0, tasks.size());
  }

  @Test
  void goesOnBehindAConnectionThatFails() {
    turn.await(
        () -> {
          throw new IllegalStateException("failed");
        });
    turn.await(() -> lookCount++);
    turn.post();
    assertThrows(IllegalStateException.class, tasks.remove()::run);
    turn.post();
    tasks.remove().run();
    assertEquals(1, lookCount);
  }

  @Test
  void bearsAnEventLoopThatHasStopped() {
    CommitTurn stopped =
        turn(
            task -> {
              throw new RejectedExecutionException();
            });
    stopped.await(() -> lookCount++);
    stopped.post();
    stopped.post();
    assertEquals(0, lookCount);
  }

  private static CommitTurn turn(Executor loop) {
    return new CommitTurn(loop, () -> 0, () -> false, new LongAdder());
  }
}
