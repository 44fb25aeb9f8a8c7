package dev.kitsune.engine.bytes;

import java.util.Arrays;

/**
 * The strict check (RFC 8259) of a JSON text and the positions of everything in it, in one
 * iterative pass.
 *
 * <p>A node is an index into the tape. A container is followed by its children; an object's
 * children alternate {@link #KEY} node, value node. {@link #next} skips a whole value. Offsets are
 * absolute in the array given to {@link #parse}; the array must stay untouched while nodes are
 * read. Owned by one thread; allocates only when a text has more nodes than any before. Data plane.
 *
 * <p>A node is four ints. While a container is open, its length is the count of the container
 * around it and its next is the slot of that container: the tape is the stack. Leaves have no next.
 *
 * <pre>
 *  0                            1       2        3
 *  +----------------------------+-------+--------+------+
 *  | count:27 escaped:1  kind:4 | start | length | next |
 *  +----------------------------+-------+--------+------+
 * </pre>
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

  private static final int KIND_MASK = 15;
  private static final int ESCAPED = 16;
  private static final int COUNT_SHIFT = 5;

  private static final int SLOT_SHIFT = 2;
  private static final int SLOT_LENGTH = 1 << SLOT_SHIFT;
  private static final int START = 1;
  private static final int LENGTH = 2;
  private static final int NEXT = 3;

  private static final int INITIAL_LENGTH = 512 * SLOT_LENGTH;

  /** A tape longer than this is given back at the next text that cannot need as much. */
  private static final int RETAINED_LENGTH = 64 * 1024 * SLOT_LENGTH;

  /** A node takes at least two bytes of text: itself and a comma or bracket. */
  private static final int RETAINED_TEXT_LENGTH = 2 * RETAINED_LENGTH / SLOT_LENGTH - 2;

  private static final int FAULTY = -1;
  private static final byte END_OF_TEXT = 0;

  private static final int TRUE_WORD = word("true");
  private static final int NULL_WORD = word("null");
  private static final int ALSE_WORD = word("alse");

  private final ByteSink unescaped = new ByteSink(64);

  private int[] tape = new int[INITIAL_LENGTH];
  private byte[] bytes = new byte[0];
  private JsonLimits limits = JsonLimits.DEFAULT;
  private String fault = "";
  private int stringLengthMax;
  private int textStart;
  private int faultOffset;

  private int slot;
  private int parent;
  private int count;
  private int depth;

  /**
   * Checks {@code [offset, offset + length)} and records its positions; the root is node 0.
   *
   * @return whether the text is one valid JSON value within the limits; if not, {@link #fault} and
   *     {@link #faultOffset} say what and where, and no node may be read
   */
  public boolean parse(byte[] newBytes, int offset, int length, JsonLimits newLimits) {
    bytes = newBytes;
    limits = newLimits;
    stringLengthMax = newLimits.stringLengthMax();
    textStart = offset;
    fault = "";
    slot = 0;
    parent = NONE;
    count = 0;
    depth = 0;
    if (tape.length > RETAINED_LENGTH && length <= RETAINED_TEXT_LENGTH) {
      tape = new int[INITIAL_LENGTH];
    }
    return root(newBytes, offset, offset + length);
  }

  /** The rule that the last text broke, e.g. {@code "leading zero"}. */
  public String fault() {
    return fault;
  }

  /**
   * Where, in bytes from the start of the text (not of the array): the first byte that no valid
   * text could have there, the text's length if it is cut off, or the first byte over a limit.
   */
  public int faultOffset() {
    return faultOffset;
  }

  /** The array that the offsets point into. */
  public byte[] bytes() {
    return bytes;
  }

  public int kind(int node) {
    return tape[node << SLOT_SHIFT] & KIND_MASK;
  }

  /** First byte of the value; of strings and keys the first byte after the opening quote. */
  public int start(int node) {
    return tape[(node << SLOT_SHIFT) + START];
  }

  /** Bytes of the value; of strings and keys without the quotes, escapes not decoded. */
  public int length(int node) {
    return tape[(node << SLOT_SHIFT) + LENGTH];
  }

  /** Whether a string or key holds a backslash. */
  public boolean isEscaped(int node) {
    return (tape[node << SLOT_SHIFT] & ESCAPED) != 0;
  }

  /** The node after this value and all inside it; the next key, element, or one past the parent. */
  public int next(int node) {
    int at = node << SLOT_SHIFT;
    return (tape[at] & KIND_MASK) <= ARRAY ? tape[at + NEXT] : node + 1;
  }

  /** Members of an object or elements of an array. */
  public int count(int node) {
    return tape[node << SLOT_SHIFT] >>> COUNT_SHIFT;
  }

  /** The key after this key's value, or one past the object. */
  public int nextKey(int key) {
    return next(key + 1);
  }

  /** The value of the object's last member of this name (UTF-8, escapes in the text decoded). */
  public int member(int object, byte[] name) {
    int found = NONE;
    int end = next(object);
    for (int key = object + 1; key < end; key = nextKey(key)) {
      if (isText(key, name)) {
        found = key + 1;
      }
    }
    return found;
  }

  /** Whether a string or key, its escapes decoded, is this text (UTF-8). */
  public boolean isText(int node, byte[] text) {
    int at = node << SLOT_SHIFT;
    if ((tape[at] & ESCAPED) != 0) {
      return isEscapedText(node, text);
    }
    int start = tape[at + START];
    return tape[at + LENGTH] == text.length
        && Arrays.equals(bytes, start, start + text.length, text, 0, text.length);
  }

  /** Writes a string or key, its escapes decoded, into the sink. */
  public void putText(int node, ByteSink out) {
    if (isEscaped(node)) {
      JsonEscapes.decode(bytes, start(node), length(node), out);
    } else {
      out.put(bytes, start(node), length(node));
    }
  }

  /* For walks in this package that keep the tape in a local: nodes by their first int. */

  int[] nodes() {
    return tape;
  }

  static int at(int node) {
    return node << SLOT_SHIFT;
  }

  static int nodeAt(int at) {
    return at >> SLOT_SHIFT;
  }

  static boolean isEscapedAt(int[] nodes, int at) {
    return (nodes[at] & ESCAPED) != 0;
  }

  static int startAt(int[] nodes, int at) {
    return nodes[at + START];
  }

  static int lengthAt(int[] nodes, int at) {
    return nodes[at + LENGTH];
  }

  static int nextKeyAt(int[] nodes, int at) {
    int value = at + SLOT_LENGTH;
    boolean isContainer = (nodes[value] & KIND_MASK) <= ARRAY;
    return isContainer ? nodes[value + NEXT] << SLOT_SHIFT : value + SLOT_LENGTH;
  }

  /** Nodes that fit without growing. */
  int capacity() {
    return tape.length >> SLOT_SHIFT;
  }

  private boolean isEscapedText(int node, byte[] text) {
    if (length(node) < text.length) {
      return false;
    }
    unescaped.clear();
    putText(node, unescaped);
    return Arrays.equals(unescaped.array(), 0, unescaped.length(), text, 0, text.length);
  }

  /*
   * The pass. Each step takes the offset where it begins and returns the one where it ended, or
   * FAULTY; the offset thus stays in a register while all else of the state is in fields.
   */

  private boolean root(byte[] bytes, int from, int end) {
    int at = values(bytes, from, end);
    if (at >= 0) {
      at = skipWhite(bytes, at, end);
      if (at < end) {
        at = fault("nothing but white space may follow the root", at);
      }
    }
    return at >= 0;
  }

  private int values(byte[] bytes, int from, int end) {
    int at = from;
    while (true) {
      int node = slot;
      at = value(bytes, skipWhite(bytes, at, end), end);
      if (at >= 0 && parent != node) {
        at = closeAll(bytes, at, end);
      }
      if (at < 0 || parent == NONE) {
        return at;
      }
    }
  }

  /** A whole value, or the opening of a container up to its first value. */
  private int value(byte[] bytes, int at, int end) {
    if (slot + 2 * SLOT_LENGTH > tape.length) {
      grow();
    }
    byte first = at < end ? bytes[at] : END_OF_TEXT;
    return first == '"' ? string(bytes, at + 1, end, STRING) : otherValue(first, bytes, at, end);
  }

  private int otherValue(byte first, byte[] bytes, int at, int end) {
    return switch (first) {
      case '{' -> openObject(bytes, at, end);
      case '[' -> openArray(bytes, at, end);
      case 't' -> literal(bytes, at, end, TRUE);
      case 'f' -> literal(bytes, at, end, FALSE);
      case 'n' -> literal(bytes, at, end, NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(bytes, at, end);
      default -> faultyValue(bytes, at, end);
    };
  }

  /** Closes what ends after a value, then goes past the comma, and in objects past the next key. */
  private int closeAll(byte[] bytes, int from, int end) {
    int at = from;
    while (parent != NONE) {
      at = skipWhite(bytes, at, end);
      byte b = at < end ? bytes[at] : END_OF_TEXT;
      boolean isObject = tape[parent] == OBJECT;
      if (b == ',') {
        count++;
        return isObject ? key(bytes, skipWhite(bytes, at + 1, end), end) : at + 1;
      }
      if (b != (isObject ? '}' : ']')) {
        return faultAt(at, end, isObject ? "expected , or }" : "expected , or ]");
      }
      at = close(at + 1);
    }
    return at;
  }

  private int openObject(byte[] bytes, int at, int end) {
    if (!open(OBJECT, at)) {
      return FAULTY;
    }
    int inner = skipWhite(bytes, at + 1, end);
    if (inner < end && bytes[inner] == '}') {
      return close(inner + 1);
    }
    count = 1;
    return key(bytes, inner, end);
  }

  private int openArray(byte[] bytes, int at, int end) {
    if (!open(ARRAY, at)) {
      return FAULTY;
    }
    int inner = skipWhite(bytes, at + 1, end);
    if (inner < end && bytes[inner] == ']') {
      return close(inner + 1);
    }
    count = 1;
    return inner;
  }

  private boolean open(int kind, int at) {
    if (depth == limits.depthMax()) {
      fault("nested too deep", at);
      return false;
    }
    depth++;
    int opened = slot;
    put(kind, at, count);
    tape[opened + NEXT] = parent;
    parent = opened;
    count = 0;
    return true;
  }

  private int close(int at) {
    int closed = parent;
    tape[closed] |= count << COUNT_SHIFT;
    count = tape[closed + LENGTH];
    parent = tape[closed + NEXT];
    tape[closed + LENGTH] = at - tape[closed + START];
    tape[closed + NEXT] = slot >> SLOT_SHIFT;
    depth--;
    return at;
  }

  private int key(byte[] bytes, int at, int end) {
    if (at == end || bytes[at] != '"') {
      return faultAt(at, end, "expected a key in quotes");
    }
    if (count > limits.keyCountMax()) {
      return fault("too many keys in one object", at);
    }
    int after = string(bytes, at + 1, end, KEY);
    if (after < 0) {
      return FAULTY;
    }
    after = skipWhite(bytes, after, end);
    return after < end && bytes[after] == ':' ? after + 1 : faultAt(after, end, "expected :");
  }

  private int string(byte[] bytes, int start, int end, int kind) {
    int at = ByteWords.plainEnd(bytes, start, end);
    if (at == end || bytes[at] != '"') {
      return oddString(bytes, start, at, end, kind);
    }
    return putString(kind, start, at);
  }

  private int putString(int kindAndFlags, int start, int closingQuote) {
    if (closingQuote - start > stringLengthMax) {
      return longString(start);
    }
    put(kindAndFlags, start, closingQuote - start);
    return closingQuote + 1;
  }

  /** A string with something in it that is not plain ASCII. */
  private int oddString(byte[] bytes, int start, int firstOdd, int end, int kind) {
    int flags = kind;
    int at = firstOdd;
    String rule = "";
    while (at >= 0 && at < end) {
      byte b = bytes[at];
      if (b == '"') {
        return putString(flags, start, at);
      }
      if (b == '\\') {
        flags |= ESCAPED;
        rule = "unknown escape";
        at = JsonEscapes.end(bytes, at, end);
      } else if (b < 0) {
        rule = "not UTF-8";
        at = Utf8.sequenceEnd(bytes, at, end);
      } else {
        rule = "control character in a string";
        at = b < ' ' ? ~at : ByteWords.plainEnd(bytes, at, end);
      }
    }
    return faultyString(start, at < 0 ? ~at : at, end, rule);
  }

  private int number(byte[] bytes, int start, int end) {
    int at = JsonNumber.end(bytes, start, end);
    int stop = at < 0 ? ~at : at;
    if (stop - start > limits.numberLengthMax()) {
      return fault("number too long", start + limits.numberLengthMax());
    }
    if (at < 0) {
      boolean isZeroLed = stop < end && JsonNumber.isDigit(bytes[stop]);
      return faultAt(stop, end, isZeroLed ? "leading zero" : "expected a digit");
    }
    put(NUMBER, start, at - start);
    return at;
  }

  private int literal(byte[] bytes, int start, int end, int kind) {
    int wordStart = kind == FALSE ? start + 1 : start;
    int word = kind == FALSE ? ALSE_WORD : kind == TRUE ? TRUE_WORD : NULL_WORD;
    if (wordStart > end - Integer.BYTES || ByteWords.intAt(bytes, wordStart) != word) {
      return faultyLiteral(bytes, wordStart, end, word);
    }
    int after = wordStart + Integer.BYTES;
    put(kind, start, after - start);
    return after;
  }

  private void put(int kindAndFlags, int start, int length) {
    int at = slot;
    int[] nodes = tape;
    nodes[at] = kindAndFlags;
    nodes[at + START] = start;
    nodes[at + LENGTH] = length;
    slot = at + SLOT_LENGTH;
  }

  private void grow() {
    tape = Arrays.copyOf(tape, tape.length * 2);
  }

  private static int skipWhite(byte[] bytes, int from, int end) {
    return from >= end || bytes[from] > ' ' ? from : whiteEnd(bytes, from, end);
  }

  private static int whiteEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && isWhite(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isWhite(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private int faultyValue(byte[] bytes, int at, int end) {
    boolean isMark = at < end && at == textStart && bytes[at] == (byte) 0xef;
    return faultAt(at, end, isMark ? "byte order mark" : "expected a value");
  }

  private int faultyString(int start, int at, int end, String rule) {
    int longest = limits.stringLengthMax();
    boolean isLong = at - start > longest || (at - start == longest && at < end);
    return isLong ? longString(start) : faultAt(at, end, rule);
  }

  private int faultyLiteral(byte[] bytes, int start, int end, int word) {
    int at = start;
    int rest = word;
    while (at < end && bytes[at] == (byte) rest) {
      at++;
      rest >>>= Byte.SIZE;
    }
    return faultAt(at, end, "expected true, false or null");
  }

  private int longString(int start) {
    return fault("string too long", start + limits.stringLengthMax());
  }

  private int faultAt(int at, int end, String rule) {
    return fault(at == end ? "unexpected end" : rule, at);
  }

  private int fault(String rule, int at) {
    fault = rule;
    faultOffset = at - textStart;
    return FAULTY;
  }

  private static int word(String text) {
    return text.charAt(0) | text.charAt(1) << 8 | text.charAt(2) << 16 | text.charAt(3) << 24;
  }
}
