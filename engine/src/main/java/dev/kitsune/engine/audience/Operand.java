package dev.kitsune.engine.audience;

import java.util.List;

/**
 * The value that an operator compares with, as text: strings unescaped, numbers and booleans as
 * written. Control plane.
 *
 * @param texts one text; of {@code in} and {@code notIn} the elements; of {@code exists} and {@code
 *     notExists} none
 */
public record Operand(List<String> texts) {
  /** The value that means "present and not null" with equal and contains. */
  public static final String ANY = "*";

  /** The operand of {@code exists} and {@code notExists}. */
  public static final Operand NONE = new Operand(List.of());

  public Operand {
    texts = List.copyOf(texts);
  }

  public static Operand of(String text) {
    return new Operand(List.of(text));
  }

  /**
   * The one text of any operator but {@code in}, {@code notIn}, {@code exists}, {@code notExists}.
   */
  public String text() {
    return texts.get(0);
  }

  /** Whether this is the single text {@code *}. */
  public boolean isAny() {
    return texts.size() == 1 && texts.get(0).equals(ANY);
  }
}
