package dev.kitsune.bench.request;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.engine.response.ResponseWriter;

/**
 * What no get can do without: the hash of the id, one read of a record chosen at random, and
 * writing its answer. Owned by one thread.
 */
final class GetFloor implements AutoCloseable {
  private final ProfileRecord record = new ProfileRecord();
  private final ResponseWriter writer = new ResponseWriter();
  private final ResponseSink answer = new ResponseSink();
  private final ProfileIds ids;
  private final TypicalStore store;
  private final Environment environment;

  GetFloor(int profileCount, int audienceCount) {
    TypicalProfiles profiles = new TypicalProfiles(audienceCount);
    environment = profiles.environment();
    ids = new ProfileIds(profileCount);
    store = new TypicalStore(profiles, profileCount, new HashedKeys(ids));
  }

  /** Returns the answer's length. */
  int run() {
    store.read(ids.choose(), record.bytes());
    answer.clear();
    writer.writeProfile(record, environment, answer);
    return answer.length();
  }

  @Override
  public void close() {
    store.close();
  }
}
