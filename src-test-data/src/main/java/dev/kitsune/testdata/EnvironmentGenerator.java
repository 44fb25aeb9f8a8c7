package dev.kitsune.testdata;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Environments of any size in the plain form, the same for the same seed on every JDK. Of ten
 * audiences five ask for traits, two count page or track events with where conditions, one counts
 * those of the last days, one asks for the location or the session, one has groups in groups or
 * names another audience. Whatever their number, a visitor that sent {@link
 * EventGenerator#typicalVisit} is in about 12 of them: from 24 on in 10 certainly and in half of 4
 * more, below in all up to 12.
 */
public final class EnvironmentGenerator {
  private static final long SEED = 2026;
  private static final int EXPERIENCE_COUNT = 20;
  private static final int CYCLE = 10;
  private static final int MATCHED = 12;
  private static final int EVEN_COUNT = 4;
  private static final int SMALL = 2 * MATCHED;

  /* Larger environments have to ask for it. */
  private static final int USUAL_COUNT_MAX = 1_000;
  private static final List<String> DISTRIBUTIONS =
      List.of("[0.5,0.5,0]", "[0.34,0.33,0.33]", "[0,1,0]", "[0.2,0.4,0.4]");

  private final SeededChoice choice;
  private final int audienceCount;
  private final int certainCount;
  private final boolean isTimeless;
  private final List<Audience> audiences = new ArrayList<>();

  private EnvironmentGenerator(long seed, int audienceCount, int certainCount, boolean isTimeless) {
    choice = new SeededChoice(seed);
    this.audienceCount = audienceCount;
    this.certainCount = certainCount;
    this.isTimeless = isTimeless;
  }

  /**
   * What was generated.
   *
   * @param json the environment in the plain form
   * @param audienceIds every audience, in the order of the text
   * @param certainAudienceIds those that every typical visitor is in
   */
  public record Generated(String json, List<String> audienceIds, List<String> certainAudienceIds) {
    public Generated {
      audienceIds = List.copyOf(audienceIds);
      certainAudienceIds = List.copyOf(certainAudienceIds);
    }
  }

  /** The environment of this size that tests and benchmarks share, with 20 experiences. */
  public static Generated generate(int audienceCount) {
    return generate(SEED, audienceCount, EXPERIENCE_COUNT);
  }

  /** Another environment for every seed. */
  public static Generated generate(long seed, int audienceCount, int experienceCount) {
    int certainCount = audienceCount < SMALL ? MATCHED : CYCLE;
    return new EnvironmentGenerator(seed, audienceCount, certainCount, false)
        .environment(experienceCount);
  }

  /** One without any rule that looks at windows, ages or sessions: counts and places instead. */
  public static Generated generateTimeless(int audienceCount) {
    return new EnvironmentGenerator(SEED, audienceCount, CYCLE, true).environment(EXPERIENCE_COUNT);
  }

  /** One of which a typical visitor is in so many audiences and about two more. */
  public static Generated generateMatched(int audienceCount, int matchedCount) {
    return new EnvironmentGenerator(SEED, audienceCount, matchedCount, false)
        .environment(EXPERIENCE_COUNT);
  }

  private Generated environment(int experienceCount) {
    for (int i = 0; i < audienceCount; i++) {
      audiences.add(new Audience(choice.entryId(), i, rule(i), isCertain(i)));
    }
    choice.shuffle(audiences);
    List<String> experiences = new ArrayList<>(experienceCount);
    for (int i = 0; i < experienceCount; i++) {
      experiences.add(experience(i, audiences));
    }
    return generated(audiences, experiences);
  }

  private static Generated generated(List<Audience> audiences, List<String> experiences) {
    String limits =
        audiences.size() <= USUAL_COUNT_MAX
            ? ""
            : "\"settings\":{\"limits\":{\"audiences\":" + audiences.size() + "}},";
    String json =
        "{"
            + limits
            + "\"audiences\":[\n"
            + audiences.stream().map(Audience::json).collect(Collectors.joining(",\n"))
            + "\n],\"experiences\":[\n"
            + String.join(",\n", experiences)
            + "\n]}\n";
    List<String> certain =
        audiences.stream().filter(Audience::isCertain).map(Audience::id).toList();
    return new Generated(json, audiences.stream().map(Audience::id).toList(), certain);
  }

  private boolean isCertain(int index) {
    return index < certainCount;
  }

  private boolean isEven(int index) {
    return audienceCount >= SMALL && index >= certainCount && index < certainCount + EVEN_COUNT;
  }

  private String rule(int index) {
    if (isEven(index)) {
      return RuleTexts.evenTrait(index - certainCount);
    }
    return isCertain(index) ? certainRule(index) : idleRule(index % CYCLE, index / CYCLE);
  }

  private String certainRule(int index) {
    return switch (index) {
      case 5, 6 -> RuleTexts.certainCount(index - 5);
      case 7 -> isTimeless ? RuleTexts.alwaysTrait(index) : RuleTexts.certainWindow();
      case 8 -> RuleTexts.certainPlace();
      case 9 -> RuleTexts.certainGroup();
      case 10, 11 -> RuleTexts.certainTrait(index - 5);
      default -> index < 5 ? RuleTexts.certainTrait(index) : RuleTexts.alwaysTrait(index);
    };
  }

  private String idleRule(int place, int cycle) {
    if (place < 5) {
      return RuleTexts.idleTrait(cycle * 5 + place);
    }
    return switch (place) {
      case 5, 6 -> RuleTexts.idleCount(cycle * 2 + place - 5);
      case 7 ->
          isTimeless
              ? RuleTexts.idleCount((audienceCount + cycle) * 2)
              : RuleTexts.idleWindow(cycle);
      case 8 ->
          isTimeless || cycle % 2 == 0 ? RuleTexts.idlePlace(cycle) : RuleTexts.idleSession(cycle);
      default ->
          cycle % 3 == 2 ? RuleTexts.idleMember(idleId(), cycle) : RuleTexts.idleGroup(cycle);
    };
  }

  /** The id of an audience before, in which no typical visitor is. */
  private String idleId() {
    int first = certainCount + EVEN_COUNT;
    return audiences.get(first + choice.below(audiences.size() - first)).id();
  }

  /**
   * Of five, two are for everyone, two for an audience of typical visitors, one for any audience.
   */
  private String experience(int index, List<Audience> audiences) {
    List<Audience> linked =
        index % 5 == 4 ? audiences : audiences.stream().filter(Audience::isCertain).toList();
    String audience =
        index % 5 < 2 || linked.isEmpty() ? "" : ",\"audience\":\"" + choice.of(linked).id() + "\"";
    return "{\"id\":\""
        + choice.entryId()
        + "\",\"name\":\"Experience "
        + index
        + "\",\"type\":\""
        + (index % 2 == 0 ? "nt_experiment" : "nt_personalization")
        + "\""
        + audience
        + ",\"published\":true,\"config\":{\"traffic\":"
        + (index % 4 == 3 ? "0.9" : "1")
        + ",\"distribution\":"
        + choice.of(DISTRIBUTIONS)
        + ",\"sticky\":"
        + (index % CYCLE == 9)
        + ",\"components\":["
        + components(index)
        + "]}}";
  }

  private String components(int index) {
    String entry = entryReplacement();
    return index % 3 == 2 ? entry + "," + inlineVariable(index) : entry;
  }

  private String entryReplacement() {
    return "{\"type\":\"EntryReplacement\",\"baseline\":{\"id\":\""
        + choice.entryId()
        + "\"},\"variants\":[{\"id\":\""
        + choice.entryId()
        + "\",\"hidden\":false},{\"id\":\""
        + choice.entryId()
        + "\",\"hidden\":false}]}";
  }

  private static String inlineVariable(int index) {
    return "{\"type\":\"InlineVariable\",\"key\":\"headline"
        + index
        + "\",\"valueType\":\"String\",\"baseline\":{\"value\":\"Welcome\"},\"variants\":["
        + "{\"value\":\"Welcome back\"},{\"value\":\"Good to see you\"}]}";
  }

  /** An audience of one rule. */
  private record Audience(String id, int number, String rule, boolean isCertain) {
    String json() {
      return "{\"id\":\""
          + id
          + "\",\"name\":\"Audience "
          + number
          + "\",\"rules\":{\"any\":[{\"all\":["
          + rule
          + "]}]}}";
    }
  }
}
