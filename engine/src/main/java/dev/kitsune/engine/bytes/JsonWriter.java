package dev.kitsune.engine.bytes;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Java values as strict JSON within the limits that the strict check has. Maps with String keys
 * become objects, collections arrays, besides String, Boolean, null and numbers (Byte to Long,
 * finite Float and Double, BigInteger, BigDecimal), each as its {@code toString} says; a BigDecimal
 * for which that is too long without a point. What is refused throws IllegalArgumentException with
 * the place. Owned by one thread.
 */
public final class JsonWriter {
  private static final int WHOLE_LENGTH_MAX = "-9223372036854775808".length();

  private final ByteSink out;
  private final JsonLimits limits;
  private final String[] path;
  private int pathLength;
  private int depth;
  private boolean isFollowing;

  /**
   * A writer at the end of a sink.
   *
   * @param depth how many objects and arrays will stand around what is written
   */
  public JsonWriter(ByteSink out, JsonLimits limits, int depth) {
    this.out = out;
    this.limits = limits;
    this.depth = depth;
    path = new String[limits.depthMax() + 1];
  }

  /** Begins an object. */
  public JsonWriter beginObject() {
    open('{');
    return this;
  }

  /** Ends the object begun last. */
  public JsonWriter endObject() {
    close('}');
    return this;
  }

  /** Begins a member that is an object. */
  public JsonWriter beginMember(String name) {
    path[pathLength++] = name;
    return name(name).beginObject();
  }

  /** The same of a name that is known beforehand. */
  public JsonWriter beginMember(JsonName name) {
    path[pathLength++] = name.text();
    return name(name).beginObject();
  }

  /** Ends the member begun last. */
  public JsonWriter endMember() {
    pathLength--;
    return endObject();
  }

  /** Begins a member that is an array, each element a {@link #beginObject} or a {@link #value}. */
  public JsonWriter beginElements(String name) {
    path[pathLength++] = name;
    name(name).open('[');
    return this;
  }

  /** Ends the array begun last. */
  public JsonWriter endElements() {
    pathLength--;
    close(']');
    return this;
  }

  /** Writes a member of an object that is JSON already; one that is null is left out. */
  public JsonWriter jsonMember(String name, @Nullable String json) {
    if (json != null) {
      name(name);
      out.put(json.getBytes(StandardCharsets.UTF_8));
      isFollowing = true;
    }
    return this;
  }

  /** Bytes written, with what was in the sink before. */
  public int length() {
    return out.length();
  }

  private JsonWriter name(String name) {
    separate();
    quote(name);
    out.put((byte) ':');
    isFollowing = false;
    return this;
  }

  private JsonWriter name(JsonName name) {
    out.put(isFollowing ? name.following() : name.first());
    isFollowing = false;
    return this;
  }

  /** Writes a member of an object; one that is null is left out. */
  public JsonWriter member(String name, @Nullable Object value) {
    if (value != null) {
      path[pathLength++] = name;
      name(name).value(value);
      pathLength--;
    }
    return this;
  }

  /** The same of a name that is known beforehand. */
  public JsonWriter member(JsonName name, @Nullable Object value) {
    if (value != null) {
      path[pathLength++] = name.text();
      name(name).value(value);
      pathLength--;
    }
    return this;
  }

  /** Writes a member of an object, null included. */
  public JsonWriter nullableMember(Object name, @Nullable Object value) {
    if (!(name instanceof String text)) {
      throw refused("must have keys of type String");
    }
    path[pathLength++] = text;
    name(text).value(value);
    pathLength--;
    return this;
  }

  /** Writes a value, whatever it is. */
  public JsonWriter value(@Nullable Object value) {
    separate();
    if (value instanceof String text) {
      quote(text);
    } else if (value instanceof Number number) {
      putNumber(number);
    } else if (value == null || value instanceof Boolean) {
      put(String.valueOf(value));
    } else {
      container(value);
    }
    isFollowing = true;
    return this;
  }

  private void container(Object value) {
    isFollowing = false;
    if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof Collection<?> elements) {
      array(elements);
    } else {
      throw refused(
          "must be a String, Boolean, number, Map, Collection or null, is "
              + value.getClass().getName());
    }
  }

  private void object(Map<?, ?> map) {
    if (map.size() > limits.keyCountMax()) {
      throw refused("must have at most " + limits.keyCountMax() + " keys");
    }
    open('{');
    map.forEach(this::nullableMember);
    close('}');
  }

  private void array(Collection<?> elements) {
    open('[');
    for (Object element : elements) {
      value(element);
    }
    close(']');
  }

  private void open(char bracket) {
    if (depth == limits.depthMax()) {
      throw refused("must not be nested deeper");
    }
    depth++;
    separate();
    out.put((byte) bracket);
    isFollowing = false;
  }

  private void close(char bracket) {
    depth--;
    out.put((byte) bracket);
    isFollowing = true;
  }

  private void separate() {
    if (isFollowing) {
      out.put((byte) ',');
      isFollowing = false;
    }
  }

  private void quote(String text) {
    out.put((byte) '"');
    int start = out.length();
    if (!putPlain(text)) {
      putOdd(text);
    }
    if (out.length() - start > limits.stringLengthMax()) {
      throw refused("must be at most " + limits.stringLengthMax() + " bytes of text");
    }
    out.put((byte) '"');
  }

  /** Writes text of printable ASCII that needs no escapes; other text not at all. */
  private boolean putPlain(String text) {
    int length = text.length();
    byte[] to = out.reserve(length + 1);
    int start = out.length();
    for (int at = 0; at < length; at++) {
      char c = text.charAt(at);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
      to[start + at] = (byte) c;
    }
    out.advance(length);
    return true;
  }

  private void putOdd(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (Utf16.isWellFormed(text, utf8)) {
      JsonEscapes.encode(utf8, 0, utf8.length, out);
    } else {
      text.codePoints().forEach(this::putCodePoint);
    }
  }

  private void putCodePoint(int codePoint) {
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      put("\\u" + Integer.toHexString(codePoint));
    } else {
      byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
      JsonEscapes.encode(utf8, 0, utf8.length, out);
    }
  }

  private void putNumber(Number number) {
    boolean isWhole = number instanceof Long || number instanceof Integer;
    if (isWhole && limits.numberLengthMax() >= WHOLE_LENGTH_MAX) {
      out.putDecimal(number.longValue());
    } else {
      put(number(number));
    }
  }

  private String number(Number number) {
    boolean isKnown =
        number instanceof Long
            || number instanceof Integer
            || number instanceof Double
            || number instanceof BigDecimal
            || number instanceof BigInteger
            || number instanceof Float
            || number instanceof Short
            || number instanceof Byte;
    String text = number.toString();
    if (!isKnown || text.endsWith("y") || text.equals("NaN")) {
      throw refused("must be a finite number of a known type, is " + number.getClass().getName());
    }
    if (text.length() > limits.numberLengthMax() && number instanceof BigDecimal decimal) {
      text = decimal.unscaledValue() + "E" + -(long) decimal.scale();
    }
    if (text.length() > limits.numberLengthMax()) {
      throw refused("must be at most " + limits.numberLengthMax() + " digits");
    }
    return text;
  }

  private void put(String ascii) {
    out.put(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private IllegalArgumentException refused(String rule) {
    StringBuilder place = new StringBuilder();
    for (int i = 0; i < pathLength; i++) {
      place.append(i == 0 ? "" : ".").append(path[i]);
    }
    return new IllegalArgumentException(place + " " + rule);
  }
}
