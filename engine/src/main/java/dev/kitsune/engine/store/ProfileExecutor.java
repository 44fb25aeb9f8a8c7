package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.response.ResponseSink;
import java.util.function.Consumer;

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
     * @return the commit's sequence number, to be acknowledged once {@link #durableSequence} has
     *     reached it; 0 for what need not wait
     * @throws dev.kitsune.engine.error.ExperienceException if the command is refused; nothing is
     *     stored then
     */
    long execute(Command command, ResponseSink answer);
  }

  /** Opens a lane for one thread. */
  Lane newLane();

  /**
   * Takes a whole profile in from a line in the format of {@link
   * dev.kitsune.engine.profile.ProfileLineReader}. One that is there stays as it is, so that an
   * import that was broken off can be started again. For any thread; allocates.
   *
   * @param nowMs the time of the import, in epoch milliseconds
   * @return whether the profile is new
   * @throws dev.kitsune.engine.error.ExperienceException INVALID_DATA with the place of what cannot
   *     be kept, or of an id that another profile has; UNAVAILABLE if the store is full or closed
   */
  boolean importProfile(
      EnvironmentRef environment, byte[] line, int offset, int length, long nowMs);

  /**
   * Gives each profile of an environment out as such a line, in no order, each as it is at that
   * moment; one that comes or goes meanwhile may be missing. Locks one profile at a time, and none
   * while {@code lines} is called. For any thread; allocates.
   *
   * @param lines takes a line without its line break, which is valid until it returns
   */
  void exportProfiles(EnvironmentRef environment, Consumer<ByteSlice> lines);

  /** The newest sequence number that is as durable as asked; 0 where nothing is asked. */
  long durableSequence();

  /**
   * Returns when a sequence number is as durable as asked.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE if the journal failed
   *     meanwhile
   */
  void awaitDurable(long sequence);

  /**
   * Number of profiles.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE once closed
   */
  long profileCount();

  /**
   * How full the store of profiles is, from 0 to 1; from 0.95 on new ones are refused with
   * UNAVAILABLE.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE once closed
   */
  double fill();

  /**
   * How full the place of profiles much longer than the average is, from 0 to 1; from 0.95 on new
   * ones that are so long are refused with UNAVAILABLE, and no others.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE once closed
   */
  double longFill();

  /**
   * How full the store of aliases and of ids merged away is, from 0 to 1, by their number or their
   * bytes, whichever is more. Where no room is left, which is at 1 by number and somewhere beyond 1
   * by bytes, events that bring new ones are refused with UNAVAILABLE.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE once closed
   */
  double linkFill();

  /**
   * Removes the profiles of an environment that got no event for long, as a delete of each would.
   * Takes time by the number of profiles; locks one at a time. For any thread; allocates.
   *
   * @param beforeMs those whose last event was received before, in epoch milliseconds
   * @return how many were removed
   */
  long evictInactive(EnvironmentRef environment, long beforeMs);

  /** Refuses new commands, lets running ones finish, frees the stores. Idempotent. */
  @Override
  void close();
}
