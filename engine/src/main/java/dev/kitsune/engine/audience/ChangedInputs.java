package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.EventSeconds;
import java.util.Arrays;

/**
 * Which inputs of an {@link AudienceSet} one request changed on one profile: a bit per input. Owned
 * by one thread, reused. Data plane.
 */
public final class ChangedInputs {
  /** Says that it is not known when time alone changes an input next; it may have. */
  static final long ANY_TIME = 0;

  private long[] bits = new long[4];
  private int wordCount;
  private boolean isEmpty = true;
  private long lapseS = EventSeconds.NEVER;

  /** Forgets all, for a set with this many inputs. */
  public void clear(int inputCount) {
    wordCount = (inputCount + 63) >>> 6;
    if (bits.length < wordCount) {
      bits = new long[wordCount];
    } else if (!isEmpty) {
      Arrays.fill(bits, 0L);
    }
    isEmpty = true;
    lapseS = EventSeconds.NEVER;
  }

  /** Notes a change; {@link AudienceSet#NO_INPUT} is passed over. */
  void add(int input) {
    if (input >= 0) {
      bits[input >>> 6] |= 1L << input;
      isEmpty = false;
    }
  }

  public boolean isEmpty() {
    return isEmpty;
  }

  /** Notes from when on time alone may change an input. */
  void lapsesAt(long seconds) {
    lapseS = Math.min(lapseS, seconds);
  }

  /** The earliest of those times, in {@link EventSeconds}; 0 if it is to be found out. */
  public long lapseS() {
    return lapseS;
  }

  int wordCount() {
    return wordCount;
  }

  long word(int index) {
    return bits[index];
  }
}
