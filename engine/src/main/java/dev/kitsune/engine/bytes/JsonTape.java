package dev.kitsune.engine.bytes;

/**
 * The strict check of a JSON text and the positions of everything in it, in one iterative pass.
 *
 * <p>A node is an index into the tape. A container is followed by its children; an object's
 * children alternate {@link #KEY} node, value node. {@link #next} skips a whole value. Offsets are
 * absolute in the array given to {@link #parse}; the array must stay untouched while nodes are read.
 * Owned by one thread; allocates only when a text has more nodes than any before. Data plane.
 */
public final class JsonTape {
  public static final int OBJECT = 1;
  public static final int ARRAY = 2;
  public static final int STRING = 3;
  public static final int NUMBER = 4;
  public static final int TRUE = 5;
  public static final int FALSE = 6;
  public static final int NULL = 7;
  public static final int KEY = 8;

  /** Says that there is no such node. */
  public static final int NONE = -1;

  /**
   * Checks {@code [offset, offset + length)} and records its positions; the root is node 0.
   *
   * @return whether the text is one valid JSON value within the limits; if not, {@link #fault} and
   *     {@link #faultOffset} say what and where, and no node may be read
   */
  public boolean parse(byte[] bytes, int offset, int length, JsonLimits limits) {
    throw new UnsupportedOperationException();
  }

  /** The rule that the last text broke, e.g. {@code "leading zero"}. */
  public String fault() {
    throw new UnsupportedOperationException();
  }

  /** Where, in bytes from the start of the text (not of the array). */
  public int faultOffset() {
    throw new UnsupportedOperationException();
  }

  /** The array that the offsets point into. */
  public byte[] bytes() {
    throw new UnsupportedOperationException();
  }

  public int kind(int node) {
    throw new UnsupportedOperationException();
  }

  /** First byte of the value; of strings and keys the first byte after the opening quote. */
  public int start(int node) {
    throw new UnsupportedOperationException();
  }

  /** Bytes of the value; of strings and keys without the quotes, escapes not decoded. */
  public int length(int node) {
    throw new UnsupportedOperationException();
  }

  /** Whether a string or key holds a backslash. */
  public boolean isEscaped(int node) {
    throw new UnsupportedOperationException();
  }

  /** The node after this value and all inside it; the next key, element, or one past the parent. */
  public int next(int node) {
    throw new UnsupportedOperationException();
  }

  /** Members of an object or elements of an array. */
  public int count(int node) {
    throw new UnsupportedOperationException();
  }

  /** The value of the object's last member of this name (UTF-8, escapes in the text decoded). */
  public int member(int object, byte[] name) {
    throw new UnsupportedOperationException();
  }
}
