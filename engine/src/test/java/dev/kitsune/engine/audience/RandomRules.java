package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Age;
import dev.kitsune.engine.audience.AudienceRule.All;
import dev.kitsune.engine.audience.AudienceRule.Any;
import dev.kitsune.engine.audience.AudienceRule.Device;
import dev.kitsune.engine.audience.AudienceRule.DeviceName;
import dev.kitsune.engine.audience.AudienceRule.ExperienceSeen;
import dev.kitsune.engine.audience.AudienceRule.Landing;
import dev.kitsune.engine.audience.AudienceRule.Location;
import dev.kitsune.engine.audience.AudienceRule.Member;
import dev.kitsune.engine.audience.AudienceRule.Not;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.ReturningVisitor;
import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import dev.kitsune.engine.audience.AudienceRule.SessionLength;
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

  private static final List<EventField> PAGE_FIELDS =
      Arrays.stream(EventField.values()).filter(field -> !field.isOfExposures()).toList();

  private final SplittableRandom random;
  private final OracleMix mix;
  private final RandomJson json;

  RandomRules(SplittableRandom random) {
    this(random, OracleMix.EVERYTHING);
  }

  RandomRules(SplittableRandom random, OracleMix mix) {
    this.random = random;
    this.mix = mix;
    json = new RandomJson(random);
  }

  /** Rules in the shape that the reader gives: any of all. */
  AudienceRule audience() {
    return new Any(some(1, 3, () -> new All(some(1, 3, this::leaf))));
  }

  /** A group nested up to a depth, with negations. */
  AudienceRule group(int depth) {
    return switch (random.nextInt(3)) {
      case 0 -> new Any(some(1, 3, () -> nested(depth - 1)));
      case 1 -> new All(some(1, 3, () -> nested(depth - 1)));
      default -> new Not(nested(depth - 1));
    };
  }

  /** Rules nested up to a depth, with negations. */
  AudienceRule nested(int depth) {
    if (depth == 0) {
      return leaf();
    }
    return random.nextInt(4) == 0 ? leaf() : group(depth);
  }

  /** One rule that is no group; one that names an audience names it by {@link #anAudience}. */
  AudienceRule leaf() {
    if (mix == OracleMix.WINDOWS && random.nextInt(4) > 0) {
      return oftenHolding();
    }
    if (mix == OracleMix.NESTED && random.nextInt(3) == 0) {
      return new Member(anAudience(), random.nextInt(3) > 0);
    }
    return switch (random.nextInt(14)) {
      case 0, 1, 2, 3, 4 -> counted();
      case 5, 6 -> {
        Operator operator = operator(any -> true);
        yield new Trait(pick(RandomEvents.PATHS), operator, operand(operator));
      }
      case 7 -> {
        Operator operator = operator(any -> true);
        LocationField field = pick(List.of(LocationField.values()));
        yield new Location(field, operator, locationOperand(operator));
      }
      case 8 ->
          new ReturningVisitor(
              random.nextBoolean(),
              some(0, 2, () -> new SessionCount(numeric(), random.nextInt(4))));
      case 9 -> new Member(anAudience(), random.nextInt(3) > 0);
      case 10 -> device();
      default -> clock();
    };
  }

  private AudienceRule counted() {
    int days = window();
    return switch (random.nextInt(3)) {
      case 0 -> new PageCount(some(1, 2, this::condition), numeric(), count(days), days);
      case 1 ->
          new TrackCount(
              random.nextInt(4) == 0 ? "*" : pick(RandomEvents.NAMES),
              some(0, 2, this::condition),
              numeric(),
              count(days),
              days);
      default ->
          new ExperienceSeen(
              pick(RandomEvents.EXPERIENCES),
              some(0, 1, this::variantIndex),
              numeric(),
              count(days),
              days);
    };
  }

  /* Counts and ages that events and time change often. */
  private AudienceRule oftenHolding() {
    int days = pick(List.of(1, 2, 7));
    WhereCondition anyPath =
        new WhereCondition(EventField.PAGE_PATH, "", Operator.EXISTS, Operand.NONE);
    return switch (random.nextInt(4)) {
      case 0 -> new PageCount(List.of(anyPath), numeric(), random.nextInt(4), days);
      case 1, 2 -> new TrackCount("*", List.of(), numeric(), random.nextInt(4), days);
      default -> clock();
    };
  }

  private AudienceRule device() {
    Operator operator = operator(any -> true);
    return random.nextBoolean()
        ? new Device(pick(List.of(DeviceClass.values())))
        : new DeviceName(
            pick(List.of(DeviceField.values())),
            operator,
            operand(operator, () -> pick(RandomEvents.DEVICE_NAMES)));
  }

  private AudienceRule clock() {
    Operator operator = operator(any -> true);
    return switch (random.nextInt(5)) {
      case 0 -> new SessionCount(numeric(), random.nextInt(4));
      case 1 -> new SessionLength(numeric(), pick(List.of(0.0, 0.5, 1.0, 60.0, 1_000.0)));
      case 2 -> new Landing(pick(List.of(LandingField.values())), operator, pageOperand(operator));
      default ->
          new Age(
              pick(List.of(ProfileClock.values())),
              numeric(),
              pick(List.of(0.0, 1.0, 1.5, 2.0, 7.0)));
    };
  }

  /** The name that {@link #resolved} makes one of an audience. */
  private String anAudience() {
    return "#" + random.nextInt(1_000);
  }

  /** The rule with the audiences that it names among these; without any if there are none. */
  static AudienceRule resolved(AudienceRule rule, List<String> audienceIds) {
    if (rule instanceof Any any) {
      return new Any(any.rules().stream().map(member -> resolved(member, audienceIds)).toList());
    }
    if (rule instanceof All all) {
      return new All(all.rules().stream().map(member -> resolved(member, audienceIds)).toList());
    }
    if (rule instanceof Not not) {
      return new Not(resolved(not.rule(), audienceIds));
    }
    if (!(rule instanceof Member member)) {
      return rule;
    }
    if (audienceIds.isEmpty()) {
      return new ReturningVisitor(member.expected(), List.of());
    }
    int number = Integer.parseInt(member.audienceId().substring(1));
    return new Member(audienceIds.get(number % audienceIds.size()), member.expected());
  }

  private WhereCondition variantIndex() {
    Operand index = Operand.of(pick(List.of("0", "1", "1.5", "2")));
    return new WhereCondition(EventField.VARIANT_INDEX, "", numeric(), index);
  }

  /** A window in days, or none. */
  int window() {
    return random.nextBoolean() ? 0 : pick(List.of(1, 1, 2, 7));
  }

  /** A window where there is one, none where there is none. */
  int otherWindow(int days) {
    return days == 0 ? 0 : pick(List.of(1, 2, 7));
  }

  WhereCondition condition() {
    EventField field = pick(PAGE_FIELDS);
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

  /** What matches are compared with, within so many days. */
  int count(int withinDays) {
    int most = withinDays == 0 ? Integer.MAX_VALUE : 255;
    return random.nextInt(20) == 0 ? most : random.nextInt(4);
  }

  private <T> List<T> some(int min, int max, Supplier<? extends T> one) {
    return Stream.<T>generate(one).limit(random.nextInt(min, max + 1)).toList();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
