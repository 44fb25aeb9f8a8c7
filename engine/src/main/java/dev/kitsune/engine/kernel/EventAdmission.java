package dev.kitsune.engine.kernel;

import dev.kitsune.engine.catalog.Environment;

/**
 * Says whether profiles may take a request's events now: where a host keeps rate limits. Asked once
 * per request that stores something, after it has passed every check and before anything is
 * applied, never for reads, deletions and preflights; replays are asked for, too. Called from any
 * worker's thread while that worker holds its profiles' locks, so it must be quick, must not call
 * the engine, and should allocate nothing. Data plane.
 */
public interface EventAdmission {
  /**
   * Lets the whole request pass or refuses it, and takes nothing then.
   *
   * @param counts the request's profiles, each once, with at least one event; a profile that is
   *     merged away has given its events to its survivor. The receiver's until the call returns
   * @param environment the version of the environment that decides the request
   * @param nowMs the time of receipt, in epoch milliseconds; may run backwards
   * @throws dev.kitsune.engine.error.ExperienceException PROFILE_OVERLOAD, with the seconds after
   *     which another try may succeed
   */
  void admit(EventCounts counts, Environment environment, long nowMs);
}
