package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonMinify;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.EventSeconds;
import java.util.Arrays;

/**
 * What the where conditions need to read one event: where the named parameters and properties are,
 * the value under test, and which conditions hold. Owned by one thread; allocates only to grow.
 * Data plane.
 */
public final class EventScratch {
  /** Memory for decoded text beyond this many bytes is given back after the event. */
  static final int RETAINED_LENGTH = 256 * 1024;

  private static final byte[] NOTHING = new byte[0];

  /** By parameter: its value in the page's query; {@link JsonTape#NONE} if that has none. */
  int[] parameterNodes = new int[4];

  /** By parameter: where its value starts in the search; {@link JsonTape#NONE} if nowhere. */
  int[] searchStarts = new int[4];

  /** By slot: the property's value, or {@link JsonTape#NONE}. */
  int[] propertyNodes = new int[4];

  /** The page's search; its bytes are in the next where it holds JSON escapes. */
  final ByteSlice searchText = new ByteSlice();

  final ByteSink search = new ByteSink(256);

  /** Whether the field under test has a value; {@link #text} is its text. */
  boolean isFound;

  final ByteSlice text = new ByteSlice();

  /** The value under test if it is an array whose elements count, else {@link JsonTape#NONE}. */
  int array = JsonTape.NONE;

  final ByteSink decoded = new ByteSink(256);

  /** Elements of {@link #array}, one after the other. */
  final ByteSink element = new ByteSink(256);

  /** When the event happened, and what time it is: {@link EventSeconds}. */
  long happenedS;

  long nowS;

  /** The conditions on the event that hold; of those on a trait, by its new value. */
  final HeldConditions conditions = new HeldConditions();

  /** The conditions on a trait that held by its old value. */
  final HeldConditions conditionsBefore = new HeldConditions();

  /**
   * Says when the next event happened and what time it is, for windows.
   *
   * @param newEventMs in epoch milliseconds
   * @param newNowMs in epoch milliseconds, by the record's clock
   */
  public EventScratch at(long newEventMs, long newNowMs) {
    happenedS = EventSeconds.of(newEventMs);
    nowS = EventSeconds.of(newNowMs);
    return this;
  }

  void clearParameters(int count) {
    parameterNodes = cleared(parameterNodes, count);
    searchStarts = cleared(searchStarts, count);
  }

  boolean isParameterFound(int parameter) {
    return parameterNodes[parameter] != JsonTape.NONE || searchStarts[parameter] != JsonTape.NONE;
  }

  void clearProperties(int count) {
    propertyNodes = cleared(propertyNodes, count);
  }

  void clearValue() {
    isFound = false;
    array = JsonTape.NONE;
  }

  /** Looks a string or key up, its escapes decoded. */
  int find(ByteKeyIndex names, JsonTape tape, int node) {
    if (!tape.isEscaped(node)) {
      return names.find(tape.bytes(), tape.start(node), tape.length(node));
    }
    decoded.clear();
    tape.putText(node, decoded);
    return names.find(decoded.array(), 0, decoded.length());
  }

  /** Takes a value that is not null for the one under test: a string's text, else its JSON text. */
  void readValue(EventBatch events, int node) {
    JsonTape tape = events.tape();
    decoded.clear();
    if (tape.kind(node) == JsonTape.STRING) {
      events.text(node, text, decoded);
      isFound = true;
    } else {
      JsonMinify.put(tape.bytes(), tape.start(node), tape.length(node), decoded);
      foundDecoded();
    }
  }

  /** Takes a number for the value under test. */
  void readNumber(int number) {
    decoded.clear();
    decoded.putDecimal(number);
    foundDecoded();
  }

  /** Takes what was decoded for the value under test. */
  void foundDecoded() {
    text.wrap(decoded.array(), 0, decoded.length());
    isFound = true;
  }

  /** Forgets the event's text and gives back what a huge one took. */
  void release() {
    text.wrap(NOTHING);
    searchText.wrap(NOTHING);
    search.clearAndShrink(RETAINED_LENGTH);
    decoded.clearAndShrink(RETAINED_LENGTH);
    element.clearAndShrink(RETAINED_LENGTH);
  }

  private static int[] cleared(int[] nodes, int count) {
    int[] cleared = nodes.length < count ? new int[count] : nodes;
    Arrays.fill(cleared, 0, count, JsonTape.NONE);
    return cleared;
  }
}
