package dev.kitsune.engine.audience;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import java.util.List;

/**
 * Many texts, each with the condition that holds where it is found: at the beginning or the end of
 * a value by one walk along its bytes, or anywhere in it by an automaton (Aho and Corasick) that
 * looks at each byte once, however many texts there are. Immutable, for any thread; built on the
 * control plane, read on the data plane.
 */
final class TextTrie {
  /** No texts. */
  static final TextTrie EMPTY = new TextTrie(List.of(), new IntArrayList(), false);

  private static final int ROOT = 0;
  private static final int NONE = -1;
  private static final int BYTE_COUNT = 256;

  /* From the root by byte, from elsewhere by {state, byte}; to the root where there is no edge. */
  private final int[] fromRoot = new int[BYTE_COUNT];
  private final Long2IntOpenHashMap edges = new Long2IntOpenHashMap();
  /* By state: the condition of the text that ends there, or NONE. */
  private final int[] conditions;
  /* By state: the longest other text's beginning with which what was read ends. */
  private final int[] failures;
  /* By state: the next on the way of failures where a text ends, or the root. */
  private final int[] shorter;

  /**
   * @param texts distinct, none empty
   * @param conditionOfText by text
   * @param isReversed whether texts are read from their ends: for {@link #holdAtEnd}
   */
  TextTrie(List<byte[]> texts, IntArrayList conditionOfText, boolean isReversed) {
    IntArrayList ends = new IntArrayList(new int[] {NONE});
    IntArrayList parents = new IntArrayList(new int[] {ROOT});
    IntArrayList lastBytes = new IntArrayList(new int[] {0});
    for (int text = 0; text < texts.size(); text++) {
      int state = ROOT;
      byte[] bytes = texts.get(text);
      for (int i = 0; i < bytes.length; i++) {
        byte b = bytes[isReversed ? bytes.length - 1 - i : i];
        int next = edge(state, b);
        if (next == ROOT) {
          next = ends.size();
          addEdge(state, b, next);
          ends.add(NONE);
          parents.add(state);
          lastBytes.add(b);
        }
        state = next;
      }
      ends.set(state, conditionOfText.getInt(text));
    }
    conditions = ends.toIntArray();
    failures = new int[conditions.length];
    shorter = new int[conditions.length];
    findFailures(parents, lastBytes);
  }

  /** Lets the conditions hold whose text the value begins with. */
  void holdAtBegin(byte[] bytes, int offset, int length, HeldConditions held) {
    int state = ROOT;
    for (int at = offset; at < offset + length; at++) {
      state = edge(state, bytes[at]);
      if (state == ROOT) {
        return;
      }
      holdIfEnd(state, held);
    }
  }

  /** Lets the conditions hold whose text the value ends with; of texts that are reversed. */
  void holdAtEnd(byte[] bytes, int offset, int length, HeldConditions held) {
    int state = ROOT;
    for (int at = offset + length - 1; at >= offset; at--) {
      state = edge(state, bytes[at]);
      if (state == ROOT) {
        return;
      }
      holdIfEnd(state, held);
    }
  }

  /** Lets the conditions hold whose text is anywhere in the value. */
  void holdInside(byte[] bytes, int offset, int length, HeldConditions held) {
    int state = ROOT;
    for (int at = offset; at < offset + length; at++) {
      state = step(state, bytes[at]);
      if (state != ROOT) {
        holdAllAt(state, held);
      }
    }
  }

  private int step(int from, byte b) {
    int state = from;
    while (state != ROOT) {
      int next = edge(state, b);
      if (next != ROOT) {
        return next;
      }
      state = failures[state];
    }
    return edge(ROOT, b);
  }

  /* Where one holds, those that are shorter were found with it. */
  private void holdAllAt(int state, HeldConditions held) {
    int at = conditions[state] == NONE ? shorter[state] : state;
    while (at != ROOT && !held.isHolding(conditions[at])) {
      held.hold(conditions[at]);
      at = shorter[at];
    }
  }

  private void holdIfEnd(int state, HeldConditions held) {
    if (conditions[state] != NONE) {
      held.hold(conditions[state]);
    }
  }

  private int edge(int state, byte b) {
    return state == ROOT ? fromRoot[b & 0xFF] : edges.get(key(state, b));
  }

  private void addEdge(int state, byte b, int next) {
    if (state == ROOT) {
      fromRoot[b & 0xFF] = next;
    } else {
      edges.put(key(state, b), next);
    }
  }

  private static long key(int state, byte b) {
    return (long) state << Byte.SIZE | (b & 0xFF);
  }

  /* States in the order of their depths, as a failure leads to one that is less deep. */
  private void findFailures(IntArrayList parents, IntArrayList lastBytes) {
    int[] depths = new int[conditions.length];
    for (int state = 1; state < depths.length; state++) {
      depths[state] = depths[parents.getInt(state)] + 1;
    }
    long[] byDepth = new long[depths.length];
    Arrays.setAll(byDepth, state -> (long) depths[state] << Integer.SIZE | state);
    Arrays.sort(byDepth);
    for (long entry : byDepth) {
      int state = (int) entry;
      int parent = parents.getInt(state);
      if (parent != ROOT) {
        failures[state] = step(failures[parent], (byte) lastBytes.getInt(state));
      }
      int failure = failures[state];
      shorter[state] = conditions[failure] == NONE ? shorter[failure] : failure;
    }
  }
}
