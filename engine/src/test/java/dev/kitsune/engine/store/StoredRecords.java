package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.LittleEndian;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.profile.ProfileRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Looks into a store, past the executor. */
public final class StoredRecords {
  private static final int TRUTH_LENGTH_OFFSET = 4;

  /** A record as it stood at one moment. */
  public record Image(ProfileRecord record) {
    public byte[] bytes() {
      return record.bytes().toBytes();
    }

    /** The truth as hex digits, to be compared. */
    public String truth() {
      byte[] bytes = bytes();
      int length = LittleEndian.getInt(bytes, TRUTH_LENGTH_OFFSET);
      return HexFormat.of().formatHex(Arrays.copyOf(bytes, length));
    }
  }

  private StoredRecords() {}

  /** The record of a profile's own id, which must be there. */
  public static Image read(
      RecordStore profiles, long secret0, long secret1, EnvironmentRef environment, String id) {
    KeyHash hash = new KeyHash(secret0, secret1);
    hash.hash(environment, new ByteSlice().wrap(id.getBytes(StandardCharsets.UTF_8)));
    ProfileRecord record = new ProfileRecord();
    assertTrue(profiles.read(hash.high(), hash.low(), record.bytes()), () -> "no record of " + id);
    record.check();
    return new Image(record);
  }
}
