package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.ExpressionPart.Begin;
import dev.kitsune.engine.audience.ExpressionPart.Choice;
import dev.kitsune.engine.audience.ExpressionPart.End;
import dev.kitsune.engine.audience.ExpressionPart.OneOf;
import dev.kitsune.engine.audience.ExpressionPart.Repeat;
import dev.kitsune.engine.audience.ExpressionPart.Sequence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * An expression as numbered steps (Thompson's automaton), each with where it leads. Control plane.
 */
final class ExpressionSteps {
  /** Where all that is found ends. */
  static final int FOUND = 0;

  private static final int COUNT_MAX = 300;

  /** A step: a part that is no group, or, without one, a fork of two ways. */
  private record Step(ExpressionPart part, int next, int other) {
    boolean isFork() {
      return part instanceof Choice;
    }
  }

  private static final ExpressionPart FORK = new Choice(List.of());

  private final List<Step> steps = new ArrayList<>();
  private final int start;

  /**
   * @throws IllegalArgumentException if there are too many steps
   */
  ExpressionSteps(ExpressionPart expression) {
    steps.add(new Step(FORK, FOUND, FOUND));
    start = add(expression, FOUND);
  }

  /** The sets of code points that steps ask for. */
  List<CodePoints> points() {
    return steps.stream()
        .map(Step::part)
        .filter(OneOf.class::isInstance)
        .map(part -> ((OneOf) part).points())
        .toList();
  }

  /** The steps to be taken at a place of the text, the first among them. */
  BitSet begin(boolean isBegin) {
    BitSet reached = new BitSet();
    reach(start, isBegin, false, reached);
    return reached;
  }

  /** The steps to be taken after a code point, those from the start anew among them. */
  BitSet after(BitSet from, int point) {
    BitSet reached = begin(false);
    from.stream()
        .mapToObj(steps::get)
        .filter(step -> step.part instanceof OneOf one && one.points().contains(point))
        .forEach(step -> reach(step.next, false, false, reached));
    return reached;
  }

  /** Whether the expression is found where the text ends. */
  boolean isFoundAtEnd(BitSet from, boolean isBegin) {
    BitSet reached = new BitSet();
    from.stream().forEach(step -> reach(step, isBegin, true, reached));
    return reached.get(FOUND);
  }

  private void reach(int step, boolean isBegin, boolean isEnd, BitSet reached) {
    if (reached.get(step)) {
      return;
    }
    reached.set(step);
    Step each = steps.get(step);
    boolean isPassed =
        each.isFork()
            || (each.part instanceof Begin && isBegin)
            || (each.part instanceof End && isEnd);
    if (isPassed && step != FOUND) {
      reach(each.next, isBegin, isEnd, reached);
      reach(each.other, isBegin, isEnd, reached);
    }
  }

  private int add(ExpressionPart part, int next) {
    if (part instanceof Sequence sequence) {
      int first = next;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        first = add(sequence.parts().get(i), first);
      }
      return first;
    }
    if (part instanceof Choice choice) {
      int first = add(choice.parts().get(0), next);
      for (ExpressionPart other : choice.parts().subList(1, choice.parts().size())) {
        first = addStep(FORK, first, add(other, next));
      }
      return first;
    }
    return part instanceof Repeat repeat ? addRepeat(repeat, next) : addStep(part, next, next);
  }

  private int addRepeat(Repeat repeat, int next) {
    int first = next;
    if (repeat.max() == Repeat.WITHOUT_END) {
      first = addStep(FORK, next, next);
      steps.set(first, new Step(FORK, add(repeat.part(), first), next));
    }
    for (int i = repeat.min(); i < repeat.max(); i++) {
      first = addStep(FORK, add(repeat.part(), first), next);
    }
    for (int i = 0; i < repeat.min(); i++) {
      first = add(repeat.part(), first);
    }
    return first;
  }

  private int addStep(ExpressionPart part, int next, int other) {
    if (steps.size() == COUNT_MAX) {
      throw new IllegalArgumentException("more than " + COUNT_MAX + " steps");
    }
    steps.add(new Step(part, next, other));
    return steps.size() - 1;
  }
}
