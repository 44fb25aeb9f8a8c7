package dev.kitsune.engine.audience;

import java.util.List;

/** A regular expression, read: what it finds, without groups to capture. Control plane. */
sealed interface ExpressionPart {
  /** One code point of a set. */
  record OneOf(CodePoints points) implements ExpressionPart {}

  /** The parts one after the other; nothing if there are none. */
  record Sequence(List<ExpressionPart> parts) implements ExpressionPart {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** Any one of the parts. */
  record Choice(List<ExpressionPart> parts) implements ExpressionPart {
    public Choice {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A part so many times.
   *
   * @param max or {@link #WITHOUT_END}
   */
  record Repeat(ExpressionPart part, int min, int max) implements ExpressionPart {
    static final int WITHOUT_END = -1;
  }

  /** The beginning of the text. */
  record Begin() implements ExpressionPart {}

  /** The end of the text. */
  record End() implements ExpressionPart {}
}
