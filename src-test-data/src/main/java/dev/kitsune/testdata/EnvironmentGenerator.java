package dev.kitsune.testdata;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Environments of any size in the plain form, the same for the same seed on every JDK. Of ten
 * audiences five ask for traits, two count page or track events with where conditions, three ask
 * for the location or whether the visitor returned. Whatever their number, a visitor that sent
 * {@link EventGenerator#typicalVisit} is in about 12 of them: from 24 on in 10 certainly and in
 * half of 4 more, below in all up to 12.
 */
public final class EnvironmentGenerator {
  private static final long SEED = 2026;
  private static final int EXPERIENCE_COUNT = 20;
  private static final int CYCLE = 10;
  private static final int MATCHED = 12;
  private static final int EVEN_COUNT = 4;
  private static final int SMALL = 2 * MATCHED;
  private static final List<String> DISTRIBUTIONS =
      List.of("[0.5,0.5]", "[0.34,0.33,0.33]", "[0,1]", "[0.2,0.4,0.4]");

  private final SeededChoice choice;
  private final int audienceCount;

  private EnvironmentGenerator(long seed, int audienceCount) {
    choice = new SeededChoice(seed);
    this.audienceCount = audienceCount;
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
    return new EnvironmentGenerator(seed, audienceCount).environment(experienceCount);
  }

  private Generated environment(int experienceCount) {
    List<Audience> audiences = new ArrayList<>(audienceCount);
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
    String json =
        "{\"audiences\":[\n"
            + audiences.stream().map(Audience::json).collect(Collectors.joining(",\n"))
            + "\n],\"experiences\":[\n"
            + String.join(",\n", experiences)
            + "\n]}\n";
    List<String> certain =
        audiences.stream().filter(Audience::isCertain).map(Audience::id).toList();
    return new Generated(json, audiences.stream().map(Audience::id).toList(), certain);
  }

  private boolean isCertain(int index) {
    return index < (audienceCount < SMALL ? MATCHED : CYCLE);
  }

  private boolean isEven(int index) {
    return audienceCount >= SMALL && index >= CYCLE && index < CYCLE + EVEN_COUNT;
  }

  private String rule(int index) {
    int place = index % CYCLE;
    if (isEven(index)) {
      return RuleTexts.evenTrait(place);
    }
    if (place < 5) {
      return isCertain(index)
          ? RuleTexts.certainTrait(index / CYCLE * 5 + place)
          : RuleTexts.idleTrait(index / CYCLE * 5 + place);
    }
    if (place < 7) {
      return isCertain(index)
          ? RuleTexts.certainCount(place - 5)
          : RuleTexts.idleCount(index / CYCLE * 2 + place - 5);
    }
    return isCertain(index)
        ? RuleTexts.certainPlace(place - 7)
        : RuleTexts.idlePlace(index / CYCLE * 3 + place - 7);
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
