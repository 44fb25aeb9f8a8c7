package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tape against Jackson's strict parser. Jackson reads characters here, decoded strictly by the
 * JDK, because its own decoder of bytes lets overlong forms and surrogates pass and guesses other
 * encodings.
 */
class JsonTapeJacksonTest {
  private static final int MUTATION_COUNT = 60_000;
  private static final int DEPTH_MAX = 1_000;
  private static final JsonLimits LIMITS = new JsonLimits(DEPTH_MAX, 10_000, 100_000, 10_000);

  private final JsonFactory jackson =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
          .build();
  private final JsonTape tape = new JsonTape();

  @Test
  void agreesOnTheCorpus() throws IOException {
    for (JsonCorpus.Text text : JsonCorpus.all().toList()) {
      assertAgreement(text.bytes());
    }
  }

  @Test
  void agreesOnMutatedTexts() throws IOException {
    JsonMutator mutator = new JsonMutator(seeds(), 20_261_103);
    int acceptedCount = 0;
    for (int round = 0; round < MUTATION_COUNT; round++) {
      acceptedCount += assertAgreement(mutator.next()) ? 1 : 0;
    }
    assertTrue(acceptedCount > MUTATION_COUNT / 20, "accepted " + acceptedCount);
    assertTrue(acceptedCount < MUTATION_COUNT / 2, "accepted " + acceptedCount);
  }

  @Test
  void faultsAtTheFirstByteThatNoValidTextCouldHaveThere() {
    JsonMutator mutator = new JsonMutator(seeds(), 4);
    for (int round = 0; round < MUTATION_COUNT / 2; round++) {
      byte[] text = mutator.next();
      if (!tape.parse(text, 0, text.length, LIMITS)) {
        assertFirstFault(text, tape.faultOffset());
      }
    }
  }

  private void assertFirstFault(byte[] text, int offset) {
    boolean isValid = tape.parse(text, 0, offset, LIMITS);
    assertTrue(
        isValid || (tape.faultOffset() == offset && tape.fault().equals("unexpected end")),
        () -> "prefix of " + show(text) + " to " + offset);
    if (offset < text.length) {
      isValid = tape.parse(text, 0, offset + 1, LIMITS);
      assertTrue(!isValid && tape.faultOffset() == offset, () -> show(text) + " at " + offset);
    }
  }

  private static List<byte[]> seeds() {
    Stream<byte[]> corpus = JsonCorpus.all().map(JsonCorpus.Text::bytes);
    List<byte[]> seeds = new ArrayList<>(corpus.filter(text -> text.length < 3_000).toList());
    for (JsonCorpus.Text text :
        JsonCorpus.accepted().filter(JsonTapeJacksonTest::isEvent).toList()) {
      for (int copy = 0; copy < 200; copy++) {
        seeds.add(text.bytes());
      }
    }
    return seeds;
  }

  private static boolean isEvent(JsonCorpus.Text text) {
    return text.path().contains("-event");
  }

  private boolean assertAgreement(byte[] text) throws IOException {
    boolean isValid = tape.parse(text, 0, text.length, LIMITS);
    boolean isValidToJackson = isValidToJackson(text);
    assertEquals(isValidToJackson, isValid, () -> show(text) + " " + tape.fault());
    if (isValid) {
      assertSameTree(text);
    }
    return isValid;
  }

  private boolean isValidToJackson(byte[] text) throws IOException {
    try (JsonParser parser = jackson.createParser(decode(text))) {
      int depth = 0;
      do {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return false;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      } while (depth > 0);
      return parser.nextToken() == null;
    } catch (JacksonException | CharacterCodingException e) {
      return false;
    }
  }

  private void assertSameTree(byte[] text) throws IOException {
    try (JsonParser parser = jackson.createParser(decode(text))) {
      Deque<Integer> open = new ArrayDeque<>();
      int node = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructEnd()) {
          assertEquals(node, tape.next(open.pop()));
        } else {
          assertSameNode(parser, token, node);
          if (token.isStructStart()) {
            open.push(node);
          }
          node++;
        }
      }
      assertEquals(node, tape.next(0));
    }
    assertCounts();
  }

  private void assertSameNode(JsonParser parser, JsonToken token, int node) throws IOException {
    assertEquals(kind(token), tape.kind(node));
    if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
      ByteSink text = new ByteSink(16);
      tape.putText(node, text);
      byte[] expected = wtf8(parser.getText());
      assertArrayEquals(expected, text.toBytes());
      assertTrue(tape.isText(node, expected));
    } else if (!token.isStructStart()) {
      byte[] bytes = tape.bytes();
      String raw = new String(bytes, tape.start(node), tape.length(node), ISO_8859_1);
      assertEquals(parser.getText(), raw);
    }
  }

  private void assertCounts() {
    int end = tape.next(0);
    for (int node = 0; node < end; node++) {
      if (tape.kind(node) <= JsonTape.ARRAY) {
        int count = 0;
        boolean isObject = tape.kind(node) == JsonTape.OBJECT;
        for (int at = node + 1; at < tape.next(node); count++) {
          at = isObject ? tape.nextKey(at) : tape.next(at);
        }
        assertEquals(count, tape.count(node));
        int last = tape.start(node) + tape.length(node) - 1;
        assertEquals(isObject ? '}' : ']', tape.bytes()[last]);
      }
    }
  }

  private static int kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> JsonTape.OBJECT;
      case START_ARRAY -> JsonTape.ARRAY;
      case FIELD_NAME -> JsonTape.KEY;
      case VALUE_STRING -> JsonTape.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonTape.NUMBER;
      case VALUE_TRUE -> JsonTape.TRUE;
      case VALUE_FALSE -> JsonTape.FALSE;
      default -> JsonTape.NULL;
    };
  }

  private static String decode(byte[] text) throws CharacterCodingException {
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
  }

  private static byte[] wtf8(String text) {
    ByteSink out = new ByteSink(16);
    text.codePoints()
        .forEach(
            point -> {
              if (point >= 0xd800 && point <= 0xdfff) {
                out.put((byte) 0xed);
                out.put((byte) (0x80 | ((point >> 6) & 0x3f)));
                out.put((byte) (0x80 | (point & 0x3f)));
              } else {
                out.put(Character.toString(point).getBytes(UTF_8));
              }
            });
    return out.toBytes();
  }

  private static String show(byte[] text) {
    return new String(text, ISO_8859_1);
  }
}
