package dev.kitsune.bench.request;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.store.ChronicleRecordStore;
import dev.kitsune.engine.store.RecordStore;

/**
 * A bare store, laid out as an engine's, with as many records of typical profiles, of their real
 * lengths. Owned by one thread.
 */
final class TypicalStore implements AutoCloseable {
  private final RecordStore store;

  /** Says under which keys a profile's record stands; {@link #low} is asked after {@link #high}. */
  interface Keys {
    long high(int profile);

    long low(int profile);
  }

  private final Keys keys;

  TypicalStore(TypicalProfiles profiles, int profileCount, Keys keys) {
    this.keys = keys;
    EngineConfig config = EngineConfig.defaults();
    store =
        new ChronicleRecordStore(
            LoadedEngine.capacity(profileCount + LoadedEngine.HEADROOM),
            config.averageRecordBytes(),
            config.maxRecordBytes());
    byte[][] records = new byte[Math.min(profileCount, TypicalVisits.COUNT)][];
    for (int visit = 0; visit < records.length; visit++) {
      records[visit] = profiles.record(visit);
    }
    for (int profile = 0; profile < profileCount; profile++) {
      byte[] record = records[profile % records.length];
      store.write(keys.high(profile), keys.low(profile), record, 0, record.length);
    }
  }

  /**
   * Loads a profile's record.
   *
   * @throws IllegalStateException if there is none
   */
  void read(int profile, ByteSink target) {
    load(keys.high(profile), keys.low(profile), target);
  }

  /** The same by its key. */
  void load(long high, long low, ByteSink target) {
    if (!store.load(high, low, target)) {
      throw new IllegalStateException("no record of this profile");
    }
  }

  /** Writes back what was read last. */
  void writeBack(int profile, ByteSink record) {
    writeBack(keys.high(profile), keys.low(profile), record);
  }

  /** The same by its key. */
  void writeBack(long high, long low, ByteSink record) {
    store.writeBack(high, low, record.array(), 0, record.length());
  }

  @Override
  public void close() {
    store.close();
  }
}
