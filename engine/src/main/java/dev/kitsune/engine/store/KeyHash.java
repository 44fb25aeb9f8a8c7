package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.SipHash;
import dev.kitsune.engine.catalog.EnvironmentRef;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns (environment, id) into 16-byte keys: SipHash under a key that is itself the hash of the
 * environment's name under the store's secret. Callers choose ids, so without the secret they could
 * choose collisions. Owned by one thread. Data plane.
 */
final class KeyHash {
  private final long secret0;
  private final long secret1;
  private final SipHash sip = new SipHash();
  private long[] environmentKeys = new long[8];
  private boolean[] isKnown = new boolean[4];

  KeyHash(long secret0, long secret1) {
    this.secret0 = secret0;
    this.secret1 = secret1;
  }

  /** Hashes an id; the key stands in {@link #high} and {@link #low}. */
  void hash(EnvironmentRef environment, ByteSlice id) {
    int ordinal = environment.ordinal();
    if (ordinal >= isKnown.length || !isKnown[ordinal]) {
      learn(environment);
    }
    sip.hash(
        environmentKeys[2 * ordinal],
        environmentKeys[2 * ordinal + 1],
        id.array(),
        id.offset(),
        id.length());
  }

  /** The same by the environment's names, for once: takes another hash. */
  void hash(String organizationId, String environmentSlug, ByteSlice id) {
    hashName(organizationId, environmentSlug);
    sip.hash(sip.low(), sip.high(), id.array(), id.offset(), id.length());
  }

  long high() {
    return sip.high();
  }

  long low() {
    return sip.low();
  }

  private void learn(EnvironmentRef environment) {
    int ordinal = environment.ordinal();
    if (ordinal >= isKnown.length) {
      isKnown = Arrays.copyOf(isKnown, ordinal * 2);
      environmentKeys = Arrays.copyOf(environmentKeys, ordinal * 4);
    }
    hashName(environment.organizationId(), environment.environmentSlug());
    environmentKeys[2 * ordinal] = sip.low();
    environmentKeys[2 * ordinal + 1] = sip.high();
    isKnown[ordinal] = true;
  }

  private void hashName(String organizationId, String environmentSlug) {
    byte[] utf8 = (organizationId + '\0' + environmentSlug).getBytes(StandardCharsets.UTF_8);
    sip.hash(secret0, secret1, utf8, 0, utf8.length);
  }
}
