package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kitsune.engine.audience.AudienceRule.All;
import dev.kitsune.engine.audience.AudienceRule.Any;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.bytes.ConfigurationValue;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The vectors come from another implementation of the documented bytes; they never change. */
final class CounterIdentityTest {
  private static final WhereCondition PRICING =
      condition(EventField.PAGE_PATH, "", Operator.CONTAINS, "pricing");
  private static final WhereCondition TIKTOK =
      condition(EventField.PAGE_QUERY, "social", Operator.EQUAL, "tiktok");
  private static final WhereCondition ANY_URL =
      new WhereCondition(EventField.PAGE_URL, "", Operator.EXISTS, Operand.NONE);

  @Test
  void writesTheDocumentedBytes() {
    assertEquals(
        "01010000000000000001020000000003000000010000000770726963696e67",
        HexFormat.of().formatHex(CounterIdentity.bytes(page(PRICING))));
    assertEquals(
        "0102000000012a00000000", HexFormat.of().formatHex(CounterIdentity.bytes(track("*"))));
  }

  @Test
  void givesTheSameIdentityForEver() {
    WhereCondition tier =
        new WhereCondition(
            EventField.PROPERTIES,
            "plan.tier",
            Operator.IN,
            new Operand(List.of("b", "é", "a", "b")));
    assertEquals(0xb7c127634ef93519L, CounterIdentity.of(page(PRICING)));
    assertEquals(0x10d4de55ed7234e4L, CounterIdentity.of(page(TIKTOK, ANY_URL)));
    assertEquals(0x99c90b371afe772cL, CounterIdentity.of(track("registered")));
    assertEquals(0xa57881af16224df0L, CounterIdentity.of(track("*")));
    assertEquals(0x739e7404c89106c8L, CounterIdentity.of(track("é😀", tier)));
  }

  @Test
  void ignoresTheOrderAndRepetitionOfConditions() {
    assertEquals(
        CounterIdentity.of(page(TIKTOK, ANY_URL, PRICING)),
        CounterIdentity.of(page(PRICING, TIKTOK, PRICING, ANY_URL)));
  }

  @Test
  void ignoresThresholds() {
    assertEquals(
        CounterIdentity.of(new PageCount(List.of(PRICING), Operator.EQUAL, 1)),
        CounterIdentity.of(new PageCount(List.of(PRICING), Operator.LESS_THAN, 7)));
  }

  @Test
  void ignoresPropertyOrderLabelsAndHowNumbersAreGiven() {
    String first =
        """
        {"type":"page","count":"1","key":"","operator":"greaterThanInclusive","value":"",
         "conditions":[{"key":{"id":"properties","value":"n","label":"URL","useOnce":true},
                        "operator":"equal","value":"1"}]}
        """;
    String second =
        """
        {"conditions":[{"value":1,"operator":"equal","key":{"label":"x","value":"n",
                        "id":"properties"}}],
         "operator":"greaterThanInclusive","count":1,"type":"page"}
        """;
    assertEquals(CounterIdentity.of(read(first)), CounterIdentity.of(read(second)));
  }

  @Test
  void isAnotherForWhateverElseIsCounted() {
    List<Long> identities = new ArrayList<>();
    identities.add(CounterIdentity.of(track("")));
    identities.add(CounterIdentity.of(track("a")));
    identities.add(CounterIdentity.of(track("a", PRICING)));
    identities.add(CounterIdentity.of(new PageCount(List.of(), Operator.EQUAL, 1)));
    for (EventField field : EventField.values()) {
      identities.add(CounterIdentity.of(page(condition(field, "", Operator.EQUAL, "x"))));
    }
    for (Operator operator : Operator.values()) {
      identities.add(
          CounterIdentity.of(page(condition(EventField.PROPERTIES, "a", operator, "x"))));
    }
    identities.add(
        CounterIdentity.of(page(condition(EventField.PROPERTIES, "ax", Operator.EQUAL, ""))));
    Set<Long> distinct = new TreeSet<>(identities);
    assertEquals(identities.size(), distinct.size());
    assertNotEquals(CounterIdentity.of(track("a")), CounterIdentity.of(track("A")));
  }

  private static PageCount page(WhereCondition... conditions) {
    return new PageCount(List.of(conditions), Operator.GREATER_THAN_INCLUSIVE, 1);
  }

  private static TrackCount track(String event, WhereCondition... conditions) {
    return new TrackCount(event, List.of(conditions), Operator.GREATER_THAN_INCLUSIVE, 1);
  }

  private static WhereCondition condition(
      EventField field, String name, Operator operator, String operand) {
    return new WhereCondition(field, name, operator, Operand.of(operand));
  }

  private static PageCount read(String rule) {
    String rules = "{\"any\":[{\"all\":[" + rule + "]}]}";
    Any any =
        (Any) AudienceRuleReader.read(ConfigurationValue.parse("test.json", rules.getBytes(UTF_8)));
    return (PageCount) ((All) any.rules().get(0)).rules().get(0);
  }
}
