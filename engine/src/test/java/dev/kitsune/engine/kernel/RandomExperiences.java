package dev.kitsune.engine.kernel;

import dev.kitsune.engine.TestEnvironments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random configurations over the same ids, as reloads would bring them. Audience {@code audI} is
 * that of the trait {@code kI} being 1.
 */
final class RandomExperiences {
  static final int AUDIENCE_COUNT = 4;

  private static final List<String> IDS =
      List.of("1FHh", "1hTt", "1lNQ", "1TF5", "exp-a", "Exp-B", "exp-c", "EXP-d");
  private static final List<String> DISTRIBUTIONS =
      List.of("[0.5,0.5]", "[0,1]", "[1,0,0]", "[0.2,0.3]", "[0.25,0.25,0.25,0.25]", "[0,0,0,1]");
  private static final List<String> TRAFFICS = List.of("0", "0.4", "1", "1");
  private static final String COMPONENTS =
      "[{\"baseline\":{\"id\":\"b\"},\"variants\":[{\"id\":\"v1\"}]},"
          + "{\"baseline\":{\"id\":\"c\"},\"variants\":[{\"id\":\"\",\"hidden\":true}]},"
          + "{\"type\":\"InlineVariable\",\"key\":\"k\",\"baseline\":{\"value\":{\"n\":0}},"
          + "\"variants\":[{\"value\":\"one\"}]},"
          + "{\"baseline\":{\"id\":\"gone\",\"hidden\":true},\"variants\":[{\"id\":\"v\"}]}]";
  private static final String AUDIENCES =
      IntStream.range(0, AUDIENCE_COUNT)
          .mapToObj(
              i ->
                  TestEnvironments.audience(
                      "aud" + i,
                      "{\"type\":\"identify\",\"key\":\"k%d\",\"value\":\"1\",\"operator\":\"equal\"}"
                          .formatted(i)))
          .collect(Collectors.joining(","));

  private final SplittableRandom random;
  private final Map<String, Integer> variantCounts = new LinkedHashMap<>();
  private final Map<String, String> groups = new LinkedHashMap<>();
  private String last = "";

  RandomExperiences(SplittableRandom random) {
    this.random = random;
  }

  /** A configuration; the other methods speak of the last. */
  String next() {
    variantCounts.clear();
    groups.clear();
    List<String> experiences = new ArrayList<>();
    for (String id : IDS) {
      if (random.nextInt(6) > 0) {
        experiences.add(experience(id));
      }
    }
    last = String.join(",", experiences);
    return configuration(AUDIENCES);
  }

  /** The last configuration with an audience that it never had and that nobody is in. */
  String withOtherAudiences() {
    String audience =
        TestEnvironments.audience(
            "other",
            "{\"type\":\"identify\",\"key\":\"nobody\",\"value\":\"%d\",\"operator\":\"equal\"}"
                .formatted(random.nextInt()));
    return configuration(AUDIENCES + "," + audience);
  }

  private String configuration(String audiences) {
    return "{\"settings\":{\"overrides\":true},\"audiences\":[%s],\"experiences\":[%s]}"
        .formatted(audiences, last);
  }

  /** The experiences of the last configuration. */
  String last() {
    return last;
  }

  /** Of an experience, which the configuration may not have. */
  String anyId() {
    return pick(IDS);
  }

  Map<String, Boolean> forcedAudiences() {
    Map<String, Boolean> forced = new LinkedHashMap<>();
    for (int i = 0; i < AUDIENCE_COUNT; i++) {
      if (random.nextInt(3) == 0) {
        forced.put("aud" + i, random.nextBoolean());
      }
    }
    return forced;
  }

  /** At most one of each group. */
  Map<String, Integer> forcedVariants() {
    Map<String, Integer> forced = new LinkedHashMap<>();
    Set<String> used = new HashSet<>();
    variantCounts.forEach(
        (id, count) -> {
          if (random.nextInt(4) == 0 && (!groups.containsKey(id) || used.add(groups.get(id)))) {
            forced.put(id, random.nextInt(count));
          }
        });
    return forced;
  }

  private String experience(String id) {
    String distribution = pick(DISTRIBUTIONS);
    variantCounts.put(id, distribution.split(",").length);
    String audience =
        random.nextInt(3) == 0 ? "" : "\"audience\":\"aud" + random.nextInt(AUDIENCE_COUNT) + "\",";
    return "{\"id\":\"%s\",\"type\":\"nt_experiment\",%s\"config\":{\"traffic\":%s,\"distribution\":%s,\"sticky\":%s%s,\"components\":%s}}"
        .formatted(
            id,
            audience,
            pick(TRAFFICS),
            distribution,
            random.nextBoolean(),
            group(id),
            random.nextInt(4) == 0 ? "[]" : COMPONENTS);
  }

  /* Eight members of an eighth and a little less are never more than 1. */
  private String group(String id) {
    String name = pick(List.of("g", "h", "", ""));
    if (name.isEmpty()) {
      return "";
    }
    groups.put(id, name);
    return switch (random.nextInt(3)) {
      case 0 -> ",\"exclusionGroup\":\"" + name + "\"";
      case 1 -> ",\"exclusionGroup\":{\"id\":\"" + name + "\"}";
      default -> ",\"exclusionGroup\":{\"id\":\"" + name + "\",\"weight\":0.12}";
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
