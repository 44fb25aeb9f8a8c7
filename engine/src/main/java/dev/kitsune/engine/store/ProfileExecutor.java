package dev.kitsune.engine.store;

import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.response.ResponseSink;

/**
 * Runs commands where profiles live, one at a time per profile; never hands a record out. Safe for
 * any thread.
 */
public interface ProfileExecutor extends AutoCloseable {
  /** A worker's own way into the executor, with its scratch memory; owned by one thread. */
  interface Lane {
    /**
     * Runs a command whole or not at all and writes the answer.
     *
     * @return the commit's sequence number; it is durable once {@link #durableSequence} reaches it
     * @throws dev.kitsune.engine.error.ExperienceException if the command is refused; nothing is
     *     stored then
     */
    long execute(Command command, ResponseSink answer);
  }

  /** Opens a lane for one thread. */
  Lane newLane();

  /** The newest sequence number that is as durable as asked. */
  long durableSequence();

  /**
   * Number of profiles.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE once closed
   */
  long profileCount();

  /** Refuses new commands, lets running ones finish, frees the stores. Idempotent. */
  @Override
  void close();
}
