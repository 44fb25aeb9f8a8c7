package dev.kitsune.bench.request;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.SipHash;
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

  /** The hash that real keys are made with. */
  private static final class HashedKeys implements TypicalStore.Keys {
    private static final long SECRET_0 = 0x0123_4567_89AB_CDEFL;
    private static final long SECRET_1 = 0xFEDC_BA98_7654_3210L;

    private final SipHash hash = new SipHash();
    private final ProfileIds ids;

    HashedKeys(ProfileIds ids) {
      this.ids = ids;
    }

    @Override
    public long high(int profile) {
      ByteSlice id = ids.id(profile);
      hash.hash(SECRET_0, SECRET_1, id.array(), id.offset(), id.length());
      return hash.high();
    }

    @Override
    public long low(int profile) {
      return hash.low();
    }
  }
}
