package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.ExpressionPart.Begin;
import dev.kitsune.engine.audience.ExpressionPart.Choice;
import dev.kitsune.engine.audience.ExpressionPart.End;
import dev.kitsune.engine.audience.ExpressionPart.OneOf;
import dev.kitsune.engine.audience.ExpressionPart.Repeat;
import dev.kitsune.engine.audience.ExpressionPart.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions that RE2 has taken, as RE2 does: letters, escapes, classes, groups, choices,
 * repeats, both ends of the text. The rest of its syntax (flags, names, word boundaries, classes of
 * Unicode, whatever looks odd) is not read. Control plane.
 */
final class ExpressionParser {
  private static final int END = -1;

  private static final CodePoints DIGIT = new CodePoints.Builder().add('0', '9').build();
  private static final CodePoints WORD =
      new CodePoints.Builder().addAll(DIGIT).add('A', 'Z').add('a', 'z').add('_', '_').build();
  private static final CodePoints SPACE =
      new CodePoints.Builder().add('\t', '\n').add('\f', '\r').add(' ', ' ').build();
  private static final CodePoints NO_LINE_END =
      new CodePoints.Builder().add('\n', '\n').negate().build();

  /** Says that there is something in the expression that is not read. */
  private static final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unread() {
      super("", null, false, false);
    }
  }

  private final int[] points;
  private int at;

  private ExpressionParser(String text) {
    points = text.codePoints().toArray();
  }

  /** The expression; null if there is something in it that is not read. */
  static @Nullable ExpressionPart parse(String text) {
    ExpressionParser parser = new ExpressionParser(text);
    try {
      ExpressionPart part = parser.choice();
      return parser.peek() == END ? part : null;
    } catch (Unread odd) {
      return null;
    }
  }

  private int peek() {
    return at < points.length ? points[at] : END;
  }

  private int next() {
    if (at == points.length) {
      throw new Unread();
    }
    return points[at++];
  }

  private boolean skip(int point) {
    boolean isThere = peek() == point;
    at += isThere ? 1 : 0;
    return isThere;
  }

  private ExpressionPart choice() {
    List<ExpressionPart> parts = new ArrayList<>(List.of(sequence()));
    while (skip('|')) {
      parts.add(sequence());
    }
    return parts.size() == 1 ? parts.get(0) : new Choice(parts);
  }

  private ExpressionPart sequence() {
    List<ExpressionPart> parts = new ArrayList<>();
    while (peek() != END && peek() != '|' && peek() != ')') {
      parts.add(repeated(part()));
    }
    return new Sequence(parts);
  }

  /* Whether as few as possible or as many are taken makes no difference to whether it is found. */
  private ExpressionPart repeated(ExpressionPart part) {
    ExpressionPart repeated =
        switch (peek()) {
          case '*' -> repeat(part, 0, Repeat.WITHOUT_END);
          case '+' -> repeat(part, 1, Repeat.WITHOUT_END);
          case '?' -> repeat(part, 0, 1);
          case '{' -> counted(part);
          default -> part;
        };
    if (repeated != part) {
      skip('?');
      if (peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{') {
        throw new Unread();
      }
    }
    return repeated;
  }

  private ExpressionPart repeat(ExpressionPart part, int min, int max) {
    at++;
    return new Repeat(part, min, max);
  }

  private ExpressionPart counted(ExpressionPart part) {
    at++;
    int min = count();
    int max = min;
    if (skip(',')) {
      max = peek() == '}' ? Repeat.WITHOUT_END : count();
    }
    if (!skip('}')) {
      throw new Unread();
    }
    return new Repeat(part, min, max);
  }

  private int count() {
    int count = digit();
    while (peek() >= '0' && peek() <= '9') {
      count = count * 10 + digit();
    }
    return count;
  }

  private int digit() {
    int digit = next() - '0';
    if (digit < 0 || digit > 9) {
      throw new Unread();
    }
    return digit;
  }

  private ExpressionPart part() {
    int point = next();
    return switch (point) {
      case '.' -> new OneOf(NO_LINE_END);
      case '^' -> new Begin();
      case '$' -> new End();
      case '(' -> group();
      case '[' -> new OneOf(characterClass());
      case '\\' -> escape();
      case '*', '+', '?', '{', '}', ']' -> throw new Unread();
      default -> letter(point);
    };
  }

  private static ExpressionPart letter(int point) {
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      throw new Unread();
    }
    return new OneOf(CodePoints.of(point));
  }

  private ExpressionPart group() {
    if (skip('?') && !skip(':')) {
      throw new Unread();
    }
    ExpressionPart inside = choice();
    if (!skip(')')) {
      throw new Unread();
    }
    return inside;
  }

  private ExpressionPart escape() {
    if (skip('A')) {
      return new Begin();
    }
    return skip('z') ? new End() : new OneOf(escaped());
  }

  /* Behind the backslash. */
  private CodePoints escaped() {
    int point = next();
    return switch (point) {
      case 'd' -> DIGIT;
      case 'D' -> not(DIGIT);
      case 'w' -> WORD;
      case 'W' -> not(WORD);
      case 's' -> SPACE;
      case 'S' -> not(SPACE);
      case 't' -> CodePoints.of('\t');
      case 'n' -> CodePoints.of('\n');
      case 'r' -> CodePoints.of('\r');
      case 'f' -> CodePoints.of('\f');
      default -> quoted(point);
    };
  }

  private static CodePoints not(CodePoints points) {
    return new CodePoints.Builder().addAll(points).negate().build();
  }

  private static CodePoints quoted(int point) {
    if (point >= 0x80 || WORD.contains(point)) {
      throw new Unread();
    }
    return CodePoints.of(point);
  }

  /* Behind the bracket. Its oddities, a bracket or a dash as a member, are not read. */
  private CodePoints characterClass() {
    CodePoints.Builder members = new CodePoints.Builder();
    boolean isNegated = skip('^');
    do {
      addMembers(members);
    } while (!skip(']'));
    return (isNegated ? members.negate() : members).build();
  }

  private void addMembers(CodePoints.Builder members) {
    if (skip('\\')) {
      members.addAll(escaped());
      if (peek() == '-') {
        throw new Unread();
      }
      return;
    }
    int first = member();
    members.add(first, skip('-') ? last(first) : first);
  }

  private int last(int first) {
    int last = member();
    if (last < first) {
      throw new Unread();
    }
    return last;
  }

  private int member() {
    int point = next();
    boolean isOdd = point == '[' || point == ']' || point == '-' || point == '\\';
    if (isOdd || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
      throw new Unread();
    }
    return point;
  }
}
