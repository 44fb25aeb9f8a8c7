package dev.kitsune.engine.audience;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An expression as a table: from each state by each class of code points to the next, so that a
 * byte of the text costs a look into it, whatever the expression is. Immutable, for any thread;
 * allocates nothing. Only for expressions whose table is small, and texts that are UTF-8. Data
 * plane; made on the control plane.
 */
final class ExpressionAutomaton {
  /** How a search came out. */
  static final int NOT_FOUND = 0;

  static final int FOUND = 1;

  /** The text is not UTF-8. */
  static final int UNDECIDED = 2;

  private static final int TABLE_LENGTH_MAX = 4_096;
  private static final int ASCII_COUNT = 128;
  private static final int GOES_ON = 0;
  private static final int IS_FOUND = 1;
  private static final int IS_LOST = 2;

  private final char[] next;
  private final byte[] outcomes;
  private final boolean[] isFoundAtEnd;
  private final int[] classStarts;
  private final char[] asciiClasses;

  private ExpressionAutomaton(Builder builder) {
    next = builder.table();
    outcomes = new byte[builder.states.size()];
    isFoundAtEnd = new boolean[outcomes.length];
    for (int state = 0; state < outcomes.length; state++) {
      outcomes[state] = builder.outcome(state);
      isFoundAtEnd[state] = builder.isFoundAtEnd(state);
    }
    classStarts = builder.classStarts;
    asciiClasses = new char[ASCII_COUNT];
    for (int point = 0; point < ASCII_COUNT; point++) {
      asciiClasses[point] = (char) classOf(point);
    }
  }

  /** The automaton of an expression that RE2 takes; null where it would not be small. */
  static @Nullable ExpressionAutomaton of(String expression) {
    ExpressionPart part = ExpressionParser.parse(expression);
    try {
      return part == null ? null : new ExpressionAutomaton(new Builder(new ExpressionSteps(part)));
    } catch (IllegalArgumentException large) {
      return null;
    }
  }

  /** Looks for the expression anywhere in a text. */
  int find(byte[] text, int offset, int length) {
    int end = offset + length;
    int state = 0;
    int at = offset;
    while (outcomes[state] == GOES_ON) {
      if (at == end) {
        return isFoundAtEnd[state] ? FOUND : NOT_FOUND;
      }
      int pointClass;
      if (text[at] >= 0) {
        pointClass = asciiClasses[text[at++]];
      } else {
        int count = Utf8Point.length(text, at, end);
        if (count == Utf8Point.NONE) {
          return UNDECIDED;
        }
        pointClass = classOf(Utf8Point.decode(text, at, count));
        at += count;
      }
      state = next[state * classStarts.length + pointClass];
    }
    /* What was found stays found, and what is lost stays lost, whatever follows. */
    return outcomes[state] == IS_FOUND ? FOUND : NOT_FOUND;
  }

  private int classOf(int point) {
    int found = Arrays.binarySearch(classStarts, point);
    return found >= 0 ? found : -found - 2;
  }

  /** Follows an expression's steps to all the sets of them that a text can lead to. */
  private static final class Builder {
    private final ExpressionSteps steps;
    private final int[] classStarts;
    private final List<BitSet> states = new ArrayList<>();
    private final Map<BitSet, Integer> numbers = new HashMap<>();
    private final List<char[]> rows = new ArrayList<>();

    Builder(ExpressionSteps steps) {
      this.steps = steps;
      classStarts =
          IntStream.concat(
                  IntStream.of(0),
                  steps.points().stream().flatMapToInt(points -> Arrays.stream(points.bounds())))
              .sorted()
              .distinct()
              .toArray();
      /* The first state has no number to be found by: only there the text begins. */
      states.add(steps.begin(true));
      for (int state = 0; state < states.size(); state++) {
        rows.add(row(states.get(state)));
      }
    }

    private char[] row(BitSet state) {
      char[] row = new char[classStarts.length];
      for (int each = 0; each < row.length; each++) {
        row[each] = (char) number(steps.after(state, classStarts[each]));
      }
      return row;
    }

    private int number(BitSet state) {
      Integer known = numbers.get(state);
      if (known != null) {
        return known;
      }
      if ((states.size() + 1) * classStarts.length > TABLE_LENGTH_MAX) {
        throw new IllegalArgumentException("a table of more than " + TABLE_LENGTH_MAX);
      }
      numbers.put(state, states.size());
      states.add(state);
      return states.size() - 1;
    }

    char[] table() {
      char[] table = new char[rows.size() * classStarts.length];
      for (int state = 0; state < rows.size(); state++) {
        System.arraycopy(rows.get(state), 0, table, state * classStarts.length, classStarts.length);
      }
      return table;
    }

    byte outcome(int state) {
      if (states.get(state).get(ExpressionSteps.FOUND)) {
        return IS_FOUND;
      }
      return states.get(state).isEmpty() ? (byte) IS_LOST : GOES_ON;
    }

    boolean isFoundAtEnd(int state) {
      return steps.isFoundAtEnd(states.get(state), state == 0);
    }
  }
}
