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

  /** Says that no word follows. */
  static final int END = -1;

  private long[] bits = new long[4];
  /* A bit for each word that is not 0: of thousands of inputs few change. */
  private long[] filled = new long[1];
  private boolean isEmpty = true;
  private long lapseS = EventSeconds.NEVER;

  /** Forgets all, for a set with this many inputs. */
  public void clear(int inputCount) {
    int wordCount = (inputCount + 63) >>> 6;
    if (bits.length < wordCount) {
      /* Both or, where there is no memory, none. */
      long[] newBits = new long[wordCount];
      filled = new long[(wordCount + 63) >>> 6];
      bits = newBits;
    } else if (!isEmpty) {
      empty();
    }
    isEmpty = true;
    lapseS = EventSeconds.NEVER;
  }

  /** Notes a change; {@link AudienceSet#NO_INPUT} is passed over. */
  void add(int input) {
    if (input >= 0) {
      int word = input >>> 6;
      bits[word] |= 1L << input;
      filled[word >>> 6] |= 1L << word;
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

  /** The first word from this one on in which an input changed, or {@link #END}. */
  int nextWord(int from) {
    for (int at = from >>> 6; at < filled.length; at++) {
      long rest = at == from >>> 6 ? filled[at] & (-1L << from) : filled[at];
      if (rest != 0) {
        return (at << 6) + Long.numberOfTrailingZeros(rest);
      }
    }
    return END;
  }

  long word(int index) {
    return bits[index];
  }

  private void empty() {
    for (int word = nextWord(0); word != END; word = nextWord(word + 1)) {
      bits[word] = 0;
    }
    Arrays.fill(filled, 0L);
  }
}
