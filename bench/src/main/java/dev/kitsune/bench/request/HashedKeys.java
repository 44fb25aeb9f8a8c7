package dev.kitsune.bench.request;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.SipHash;

/** The hash that real keys are made with. Owned by one thread. */
final class HashedKeys implements TypicalStore.Keys {
  private static final long SECRET_0 = 0x0123_4567_89AB_CDEFL;
  private static final long SECRET_1 = 0xFEDC_BA98_7654_3210L;

  private final SipHash hash = new SipHash();
  private final ProfileIds ids;

  HashedKeys(ProfileIds ids) {
    this.ids = ids;
  }

  /** Makes the key of an id. */
  void hash(ByteSlice id) {
    hash.hash(SECRET_0, SECRET_1, id.array(), id.offset(), id.length());
  }

  long high() {
    return hash.high();
  }

  long low() {
    return hash.low();
  }

  @Override
  public long high(int profile) {
    hash(ids.id(profile));
    return high();
  }

  @Override
  public long low(int profile) {
    return low();
  }
}
