package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraitKeyTest {
  private static final AudienceSet NO_AUDIENCES = AudienceCompiler.compile(List.of());

  private final RecordedEvents events = new RecordedEvents();
  private final FactScratch scratch = new FactScratch();

  @Test
  void keepsKeysInTheEscapesOfRecords() {
    assertEquals("a\\\"b", new String(new TraitKey("a\"b").canonical(), UTF_8));
    assertEquals("a\\\\b/é", new String(new TraitKey("a\\b/é").canonical(), UTF_8));
  }

  @Test
  void isReadFromItselfAndFromThePathsBeginning() {
    assertEquals(List.of(new TraitKey("a")), new TraitKey("a").readKeys());
    assertEquals(List.of(new TraitKey("a.b"), new TraitKey("a")), new TraitKey("a.b").readKeys());
    assertEquals(
        List.of(new TraitKey("a.b.c"), new TraitKey("a")), new TraitKey("a.b.c").readKeys());
    assertEquals(List.of(new TraitKey("."), new TraitKey("")), new TraitKey(".").readKeys());
    assertEquals(List.of(new TraitKey("a."), new TraitKey("a")), new TraitKey("a.").readKeys());
  }

  @Test
  void equalKeysAreEqual() {
    assertEquals(new TraitKey("a.b"), new TraitKey("a.b"));
    assertEquals(new TraitKey("a.b").hashCode(), new TraitKey("a.b").hashCode());
    assertNotEquals(new TraitKey("a.b"), new TraitKey("a.B"));
    assertEquals("a\"b", new TraitKey("a\"b").toString());
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "a.b|'a':{'b':1}|1",
        "a.b|'a':{'b':'x'}|\"x\"",
        "a.b|'a':{'b':1,'b':2}|2",
        "a.b|'x':0,'a':{'x':0,'b': {'c' : [1, 2]} },'z':0|{\"c\":[1,2]}",
        "a.b.c|'a':{'b':{'c':true}}|true",
        "a.b|'a':{'\\u0062':null}|null",
        "a.|'a':{'':1}|1",
        "a..b|'a':{'':{'b':1}}|1",
        ".a|'':{'a':1}|1",
        ".|'':{'':1}|1",
        "é.é|'\\u00e9':{'\\u00e9':1}|1",
        "\".\"|'\\\"':{'\\\"':1}|1",
        "\\.\\|'\\\\':{'\\\\':1}|1",
      })
  void findsPathsIntoObjects(String key, String traits, String expected) {
    events.happen(NO_AUDIENCES, events.identify("", traits), 0);
    assertTrue(new TraitKey(key).findPath(events.record, scratch));
    assertEquals(expected, scratch.value.toString());
  }

  @ParameterizedTest(name = "{0} is not in {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "a|'a':1",
        "a.b|'b':1",
        "a.b|'a':1",
        "a.b|'a':'{}'",
        "a.b|'a':[{'b':1}]",
        "a.b|'a':{}",
        "a.b|'a':{'a':{'b':1}}",
        "a.b.c|'a':{'b':1}",
        "a.b.c|'a':{'b.c':1}",
        "a.|'a':1",
        ".|'':1",
      })
  void findsNoPath(String key, String traits) {
    events.happen(NO_AUDIENCES, events.identify("", traits), 0);
    assertFalse(new TraitKey(key).findPath(events.record, scratch));
  }
}
