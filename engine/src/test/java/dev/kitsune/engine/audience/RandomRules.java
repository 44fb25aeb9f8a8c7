package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.All;
import dev.kitsune.engine.audience.AudienceRule.Any;
import dev.kitsune.engine.audience.AudienceRule.Location;
import dev.kitsune.engine.audience.AudienceRule.Not;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.ReturningVisitor;
import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.audience.AudienceRule.Trait;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random rules from a seed, over the same few words as {@link RandomEvents}. */
final class RandomRules {
  /** Expressions that mean the same to Java as to RE2. */
  private static final List<String> EXPRESSIONS =
      List.of(
          "",
          "a",
          "^a",
          "b\\z",
          "^.\\z",
          "[0-9]+",
          "é|b",
          "(a|b)+1",
          "\\.",
          "^\\[",
          "😀",
          "a.*b",
          "^(10|1e2)\\z",
          "(?i)A");

  private final SplittableRandom random;
  private final RandomJson json;

  RandomRules(SplittableRandom random) {
    this.random = random;
    json = new RandomJson(random);
  }

  /** Rules in the shape that the reader gives: any of all. */
  AudienceRule audience() {
    return new Any(some(1, 3, () -> new All(some(1, 3, this::leaf))));
  }

  /** Rules nested up to a depth, with negations. */
  AudienceRule nested(int depth) {
    if (depth == 0) {
      return leaf();
    }
    return switch (random.nextInt(4)) {
      case 0 -> new Any(some(1, 3, () -> nested(depth - 1)));
      case 1 -> new All(some(1, 3, () -> nested(depth - 1)));
      case 2 -> new Not(nested(depth - 1));
      default -> leaf();
    };
  }

  /** One rule that is no group. */
  AudienceRule leaf() {
    return switch (random.nextInt(6)) {
      case 0 -> new PageCount(some(1, 2, this::condition), numeric(), count());
      case 1 ->
          new TrackCount(
              random.nextInt(4) == 0 ? "*" : pick(RandomEvents.NAMES),
              some(0, 2, this::condition),
              numeric(),
              count());
      case 2, 3 -> {
        Operator operator = operator(any -> true);
        yield new Trait(pick(RandomEvents.PATHS), operator, operand(operator));
      }
      case 4 -> {
        Operator operator = operator(any -> true);
        LocationField field = pick(List.of(LocationField.values()));
        yield new Location(field, operator, locationOperand(operator));
      }
      default ->
          new ReturningVisitor(
              random.nextBoolean(),
              some(0, 2, () -> new SessionCount(numeric(), random.nextInt(4))));
    };
  }

  WhereCondition condition() {
    EventField field = pick(List.of(EventField.values()));
    String name =
        switch (field) {
          case PAGE_QUERY -> pick(RandomEvents.PARAMETERS);
          case PROPERTIES -> pick(RandomEvents.PATHS);
          default -> "";
        };
    Operator operator = operator(any -> true);
    return new WhereCondition(
        field,
        name,
        operator,
        field == EventField.PROPERTIES ? operand(operator) : pageOperand(operator));
  }

  Operator operator(Predicate<Operator> isAllowed) {
    return pick(Arrays.stream(Operator.values()).filter(isAllowed).toList());
  }

  /** An operand as the operator takes it. */
  Operand operand(Operator operator) {
    return operand(operator, () -> ModelJson.parse(json.value()).text());
  }

  private Operand pageOperand(Operator operator) {
    return operand(
        operator,
        () -> random.nextInt(3) == 0 ? "*" : ModelJson.parse(pick(RandomEvents.TEXTS)).text());
  }

  private Operand locationOperand(Operator operator) {
    return operand(operator, () -> pick(RandomEvents.PLACES));
  }

  private Operand operand(Operator operator, Supplier<String> text) {
    return switch (operator) {
      case EXISTS, NOT_EXISTS -> Operand.NONE;
      case IN, NOT_IN -> new Operand(some(1, 3, text));
      case MATCHES -> Operand.of(pick(EXPRESSIONS));
      default -> Operand.of(random.nextInt(12) == 0 ? "*" : text.get());
    };
  }

  private Operator numeric() {
    return operator(Operator::isNumeric);
  }

  private int count() {
    return random.nextInt(20) == 0 ? Integer.MAX_VALUE : random.nextInt(4);
  }

  private <T> List<T> some(int min, int max, Supplier<? extends T> one) {
    return Stream.<T>generate(one).limit(random.nextInt(min, max + 1)).toList();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
