package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonMinify;
import dev.kitsune.engine.bytes.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraitConditionsTest {
  private static final int ROUND_COUNT = Integer.getInteger("kitsune.rounds", 1) * 1_000;
  private static final int CHANGES_PER_ROUND = 20;
  private static final List<Operator> OPERATORS = List.of(Operator.values());
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final List<String> EXPRESSIONS = List.of("a", "^1", "[0-9]+");

  private final EventScratch scratch = new EventScratch();
  private final ChangedInputs changed = new ChangedInputs();
  private final ByteSink text = new ByteSink(64);

  /** An operator with its operand; its number in a list is its input. */
  private record Condition(Operator operator, Operand operand) {
    Comparison test() {
      return Comparison.of(operator, operand);
    }

    /** Whether it is found from values; others share an input that every change notes. */
    boolean isFound() {
      return switch (test().positive().operator()) {
        case STARTS_WITH, ENDS_WITH, CONTAINS -> isShortText(operand.text());
        case GREATER_THAN, GREATER_THAN_INCLUSIVE, LESS_THAN, LESS_THAN_INCLUSIVE ->
            NUMBER.matcher(operand.text()).matches();
        case MATCHES -> false;
        default -> true;
      };
    }

    private static boolean isShortText(String text) {
      int length = text.getBytes(UTF_8).length;
      return length > 0 && length <= 256;
    }
  }

  @Test
  void notesWhatTestingBothValuesOneByOneNotes() {
    SplittableRandom random = new SplittableRandom(Long.getLong("kitsune.seed", 20_261_130));
    int flippedCount = 0;
    for (int round = 0; round < ROUND_COUNT; round++) {
      List<Condition> conditions = conditions(random, random.nextInt(random.nextInt(20) + 1) * 8);
      TraitConditions compiled = compile(conditions);
      for (int i = 0; i < CHANGES_PER_ROUND; i++) {
        String old = random.nextInt(4) == 0 ? "" : json(random);
        String value = json(random);
        List<Integer> expected = expected(conditions, old, value);
        List<Integer> noted = noted(compiled, conditions.size(), old, value);
        assertEquals(expected, noted, () -> old + " -> " + value + " " + conditions);
        flippedCount += noted.size();
      }
    }
    assertTrue(flippedCount > ROUND_COUNT * CHANGES_PER_ROUND, flippedCount + " noted");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 128, 129})
  void findsTheLastOfManyConditions(int count) {
    List<Condition> conditions =
        IntStream.range(0, count)
            .mapToObj(i -> new Condition(Operator.EQUAL, Operand.of("v" + i)))
            .toList();
    TraitConditions compiled = compile(conditions);
    String last = "\"v" + (count - 1) + "\"";
    assertEquals(List.of(count - 1), noted(compiled, count, "", last));
    assertEquals(List.of(count - 1), noted(compiled, count, last, "\"v\""));
    assertEquals(List.of(), noted(compiled, count, "\"v\"", "\"w\""));
  }

  /* The last input is that of those that are not found. */
  private List<Integer> expected(List<Condition> conditions, String old, String value) {
    return IntStream.rangeClosed(0, conditions.size())
        .filter(
            i ->
                i == conditions.size()
                    ? !conditions.stream().allMatch(Condition::isFound)
                    : conditions.get(i).isFound() && flips(conditions.get(i).test(), old, value))
        .boxed()
        .toList();
  }

  private boolean flips(Comparison test, String old, String value) {
    return holds(test, old) != holds(test, value);
  }

  private boolean holds(Comparison test, String json) {
    byte[] utf8 = json.getBytes(UTF_8);
    return utf8.length == 0
        ? test.testMissing()
        : JsonComparison.test(test, utf8, 0, utf8.length, text);
  }

  private List<Integer> noted(TraitConditions compiled, int count, String old, String value) {
    changed.clear(count + 1);
    compiled.noteChange(slice(old), slice(value), scratch, changed);
    return noted(count);
  }

  private List<Integer> noted(int count) {
    return IntStream.rangeClosed(0, count)
        .filter(input -> (changed.word(input >>> 6) & (1L << input)) != 0)
        .boxed()
        .toList();
  }

  private static TraitConditions compile(List<Condition> conditions) {
    TraitConditionsCompiler compiler = new TraitConditionsCompiler();
    for (int i = 0; i < conditions.size(); i++) {
      int input = i;
      if (!compiler.add(conditions.get(i).test(), conditions.get(i).operand(), () -> input)) {
        compiler.value(conditions.size());
      }
    }
    return compiler.compile();
  }

  private static List<Condition> conditions(SplittableRandom random, int count) {
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Operator operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
      conditions.add(new Condition(operator, operand(random, operator)));
    }
    return conditions;
  }

  private static Operand operand(SplittableRandom random, Operator operator) {
    return switch (operator) {
      case EXISTS, NOT_EXISTS -> Operand.NONE;
      case MATCHES -> Operand.of(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())));
      case IN, NOT_IN -> new Operand(texts(random, random.nextInt(4)));
      default -> new Operand(texts(random, 1));
    };
  }

  private static List<String> texts(SplittableRandom random, int count) {
    return IntStream.range(0, count).mapToObj(i -> operandText(random)).toList();
  }

  private static String operandText(SplittableRandom random) {
    String json = json(random);
    return json.startsWith("\"") ? (String) Objects.requireNonNull(JsonValues.parse(json)) : json;
  }

  /* As records keep values: without white space between tokens. */
  private static String json(SplittableRandom random) {
    byte[] utf8 = new RandomJson(random).value().getBytes(UTF_8);
    ByteSink minified = new ByteSink(utf8.length);
    JsonMinify.put(utf8, 0, utf8.length, minified);
    return minified.toString();
  }

  private static ByteSlice slice(String json) {
    byte[] framed = ("<" + json + ">").getBytes(UTF_8);
    return new ByteSlice().wrap(framed, 1, framed.length - 2);
  }
}
