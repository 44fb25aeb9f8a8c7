package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.ExpressionPart.Begin;
import dev.kitsune.engine.audience.ExpressionPart.Choice;
import dev.kitsune.engine.audience.ExpressionPart.OneOf;
import dev.kitsune.engine.audience.ExpressionPart.Repeat;
import dev.kitsune.engine.audience.ExpressionPart.Sequence;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An expression that was read, written out as {@link Pattern} takes it: each class by its members'
 * code points, each repeat by its counts, both ends of the text by names that know no lines.
 */
final class ExpressionText {
  private static final String NO_POINT = "[^\\x{0}-\\x{10ffff}]";

  private ExpressionText() {}

  static String of(ExpressionPart part) {
    if (part instanceof Sequence sequence) {
      return joined(sequence.parts(), "");
    }
    if (part instanceof Choice choice) {
      return "(?:" + joined(choice.parts(), "|") + ")";
    }
    if (part instanceof Repeat repeat) {
      String max = repeat.max() == Repeat.WITHOUT_END ? "" : Integer.toString(repeat.max());
      return "(?:" + of(repeat.part()) + "){" + repeat.min() + "," + max + "}";
    }
    if (part instanceof OneOf one) {
      return of(one.points());
    }
    return part instanceof Begin ? "\\A" : "\\z";
  }

  private static String joined(List<ExpressionPart> parts, String separator) {
    return parts.stream().map(ExpressionText::of).collect(Collectors.joining(separator));
  }

  /** Letters and digits of ASCII that are alone in their class stand for themselves. */
  static String of(CodePoints points) {
    int[] bounds = points.bounds();
    if (bounds.length == 0) {
      return NO_POINT;
    }
    if (bounds.length == 2 && bounds[1] == bounds[0] + 1 && isPlain(bounds[0])) {
      return Character.toString(bounds[0]);
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < bounds.length; i += 2) {
      int last = i + 1 < bounds.length ? bounds[i + 1] - 1 : Character.MAX_CODE_POINT;
      text.append(point(bounds[i])).append(last == bounds[i] ? "" : "-" + point(last));
    }
    return text.append(']').toString();
  }

  private static boolean isPlain(int point) {
    return point < 0x80 && Character.isLetterOrDigit(point);
  }

  private static String point(int point) {
    return "\\x{" + Integer.toHexString(point) + "}";
  }
}
