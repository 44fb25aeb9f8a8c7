package dev.kitsune.engine.response;

import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * Takes the profiles of an answer as records instead of bytes: the one of create, update and get,
 * each of a batch in the answer's order. Owned by one thread.
 */
public interface ProfileReceiver {
  /**
   * Takes one profile.
   *
   * @param record the worker's copy, its derived part that of the environment; valid during the
   *     call only
   * @param environment the version that decided the answer
   */
  void receive(ProfileRecord record, Environment environment);
}
