package dev.kitsune.bench.request;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.testdata.EventGenerator;
import dev.kitsune.testdata.TestData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What no page update can do without: the strict pass over its body, one read-modify-write in place
 * of a record chosen at random, and copying an answer of the real length. It makes the request's id
 * as {@link LoadedEngine#update} does, so that what the generator costs is on both sides. Owned by
 * one thread.
 */
final class UpdateFloor implements AutoCloseable {
  private static final int COUNTER_OFFSET = 40;

  private final JsonTape tape = new JsonTape();
  private final ByteSink record = new ByteSink(4_096);
  private final ByteSink copy = new ByteSink(16_384);
  private final ProfileIds ids;
  private final TypicalStore store;
  private final byte[] answer;

  UpdateFloor(int profileCount, int audienceCount) {
    TypicalProfiles profiles = new TypicalProfiles(audienceCount);
    ids = new ProfileIds(profileCount);
    store = new TypicalStore(profiles, profileCount, new CheapKeys());
    answer = answerToPage(profiles);
  }

  /** Returns the answer's length. */
  int run(byte[] body) {
    if (!tape.parse(body, 0, body.length, JsonLimits.DEFAULT)) {
      throw new IllegalStateException(tape.fault());
    }
    int profile = ids.choose();
    ids.id(profile);
    store.read(profile, record);
    record.array()[COUNTER_OFFSET]++;
    store.writeBack(profile, record);
    copy.clear();
    copy.put(answer);
    return copy.length();
  }

  private static byte[] answerToPage(TypicalProfiles profiles) {
    List<byte[]> requests = new ArrayList<>(TypicalVisits.justBefore().of(0));
    requests.add(TestData.bytes("requests/update/page.json"));
    profiles.record(EventGenerator.profileId(0).getBytes(StandardCharsets.US_ASCII), requests);
    return profiles.answer();
  }

  @Override
  public void close() {
    store.close();
  }

  /** Spread like hashes, without the cost of one. */
  private static final class CheapKeys implements TypicalStore.Keys {
    @Override
    public long high(int profile) {
      long mixed = (profile + 1) * 0x9E37_79B9_7F4A_7C15L;
      return mixed ^ (mixed >>> 32);
    }

    @Override
    public long low(int profile) {
      return high(profile) * 0xD6E8_FEB8_6659_FD93L;
    }
  }
}
