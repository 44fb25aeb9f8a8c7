package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import java.nio.charset.StandardCharsets;

/** What a fact needs to read a value. Owned by one thread. Data plane. */
final class FactScratch {
  /* What a record keeps was checked when it came in, so nothing in it can exceed a limit here. */
  private static final JsonLimits UNLIMITED =
      new JsonLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final byte[] URL = "url".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PATH = "path".getBytes(StandardCharsets.UTF_8);
  private static final byte[] REFERRER = "referrer".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SEARCH = "search".getBytes(StandardCharsets.UTF_8);

  /** The value being tested: JSON text of a record. */
  final ByteSlice value = new ByteSlice();

  final JsonTape tape = new JsonTape();
  private final ByteSink text = new ByteSink(64);
  private long[] members = new long[0];
  private long nowS;

  /**
   * Begins with another record.
   *
   * @param newMembers the audiences decided so far, a bit per rank; read as they are decided
   * @param newNowS the time, in {@link EventSeconds}
   */
  void begin(long[] newMembers, long newNowS) {
    members = newMembers;
    nowS = newNowS;
  }

  long nowS() {
    return nowS;
  }

  boolean isMember(int rank) {
    return (members[rank >>> 6] & (1L << rank)) != 0;
  }

  /** Finds a text of the landing page and leaves it in {@link #value}; false if it is empty. */
  boolean findLanding(ProfileRecord record, LandingField field) {
    record.landingPage(value);
    if (value.length() == 0) {
      return false;
    }
    parse();
    int node = tape.member(0, member(field));
    if (node == JsonTape.NONE || tape.kind(node) != JsonTape.STRING) {
      return false;
    }
    value.wrap(tape.bytes(), tape.start(node), tape.length(node));
    return value.length() > 0;
  }

  private static byte[] member(LandingField field) {
    return switch (field) {
      case URL -> URL;
      case PATH -> PATH;
      case REFERRER -> REFERRER;
      case SEARCH -> SEARCH;
    };
  }

  /** Finds the positions in {@link #value}, which is an object of the record. */
  void parse() {
    if (!tape.parse(value.array(), value.offset(), value.length(), UNLIMITED)) {
      throw new IllegalStateException("what a record keeps is not JSON: " + tape.fault());
    }
  }

  /** Tests {@link #value}, which is one JSON value. */
  boolean test(Comparison test) {
    return JsonComparison.test(test, value.array(), value.offset(), value.length(), text);
  }

  /** Tests {@link #value}, which is the inside of a JSON string. */
  boolean testStringContent(Comparison test) {
    for (int i = 0; i < value.length(); i++) {
      if (value.at(i) == '\\') {
        text.clear();
        JsonEscapes.decode(value.array(), value.offset(), value.length(), text);
        return test.testText(text.array(), 0, text.length());
      }
    }
    return test.testText(value.array(), value.offset(), value.length());
  }
}
