package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares every word of an explanation that can be wrong with the interpreter: outcomes of all
 * rules, values, and what would change them, the last by letting it come true in the model.
 */
final class ExplainedAudiences implements OracleRun.Further {
  private static final int BRUTE_FORCE_MAX = 8;
  private static final List<Long> LATER_S =
      List.of(1L, EventSeconds.DAY, 2 * EventSeconds.DAY, 8 * EventSeconds.DAY);

  /** What was compared: without much of each it says little. */
  int groupCount;

  int timeCount;
  int audienceTimeCount;
  int eventCount;
  int exampleCount;
  int stepCount;
  int truncatedCount;

  @Override
  public @Nullable String difference(
      OracleEnvironment environment, ProfileRecord record, ModelProfile profile) {
    AudienceSet set = environment.compiled().audiences();
    long nowS = EventSeconds.of(profile.nowMs);
    List<AudienceExplanation> explained =
        new AudienceExplainer(set, environment.audiences(), record, nowS).explain();
    for (int rank = 0; rank < set.count(); rank++) {
      AudienceExplanation audience = explained.get(rank);
      AudienceRule rule = environment.rule(rank);
      String difference = difference(set, audience, rule, profile);
      if (difference != null) {
        return set.id(rank) + ": " + difference + "\n" + audience;
      }
    }
    return null;
  }

  private @Nullable String difference(
      AudienceSet set, AudienceExplanation audience, AudienceRule rule, ModelProfile profile) {
    if (audience.matches() != AudienceInterpreter.matches(rule, profile)
        || audience.matches() != audience.rules().matches()) {
      return "is explained as " + audience.matches();
    }
    String timed = timeDifference(audience.changesAt(), rule, profile);
    if (timed != null) {
      return "audience " + timed;
    }
    audienceTimeCount += audience.changesAt() == null ? 0 : 1;
    RuleNode tree = RuleNode.of(rule, set.factIndex());
    String steps = stepDifference(tree, audience);
    return steps == null ? difference(tree, audience.rules(), profile) : steps;
  }

  private @Nullable String difference(
      RuleNode node, RuleExplanation explained, ModelProfile profile) {
    if (node instanceof RuleNode.Leaf leaf) {
      return difference(leaf, (RuleExplanation.Rule) explained, profile);
    }
    RuleNode.Group group = (RuleNode.Group) node;
    RuleExplanation.Group parts = (RuleExplanation.Group) explained;
    groupCount++;
    long holding = parts.rules().stream().filter(RuleExplanation::matches).count();
    boolean combined =
        switch (parts.kind()) {
          case ANY -> holding > 0;
          case ALL -> holding == parts.rules().size();
          case NOT -> holding == 0;
        };
    if (combined != parts.matches()) {
      return "combines to " + combined + ": " + parts;
    }
    for (int index = 0; index < group.nodes().size(); index++) {
      String difference = difference(group.nodes().get(index), parts.rules().get(index), profile);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private @Nullable String difference(
      RuleNode.Leaf leaf, RuleExplanation.Rule explained, ModelProfile profile) {
    AudienceRule rule = leaf.rule();
    if (explained.matches() != AudienceInterpreter.matches(rule, profile)) {
      return "rule is explained as " + explained;
    }
    String timed = timeDifference(explained.wouldChange().at(), rule, profile);
    if (timed != null) {
      return "rule " + timed + ": " + explained;
    }
    timeCount += explained.wouldChange().at() == null ? 0 : 1;
    if (rule instanceof Counted counted) {
      return countDifference(counted, explained, profile);
    }
    return exampleDifference(explained);
  }

  /** Whether the rule comes out the other way at this time, and not before. */
  private static @Nullable String timeDifference(
      @Nullable Instant at, AudienceRule rule, ModelProfile profile) {
    long nowS = Math.floorDiv(profile.nowMs, 1_000L);
    boolean matches = AudienceInterpreter.matches(rule, profile);
    if (at == null) {
      for (long laterS : LATER_S) {
        if (matchesAt(nowS + laterS, rule, profile) != matches) {
          return "changes by time, unsaid, within " + laterS + " s";
        }
      }
      return null;
    }
    long lastS = at.getEpochSecond() - 1;
    boolean isRight =
        matchesAt(lastS, rule, profile) == matches
            && matchesAt(lastS + 1, rule, profile) != matches;
    return isRight ? null : "does not change at " + at;
  }

  private static boolean matchesAt(long timeS, AudienceRule rule, ModelProfile profile) {
    long nowMs = profile.nowMs;
    profile.nowMs = Math.max(nowMs, timeS * 1_000);
    boolean matches = AudienceInterpreter.matches(rule, profile);
    profile.nowMs = nowMs;
    return matches;
  }

  private @Nullable String countDifference(
      Counted rule, RuleExplanation.Rule explained, ModelProfile profile) {
    long count = AudienceInterpreter.count(rule, profile);
    if (!String.valueOf(count).equals(explained.actualJson())) {
      return "count is " + count + ": " + explained;
    }
    int more = explained.wouldChange().moreEvents();
    long missing = rule.count() - count;
    for (long added : List.of(1L, more - 1L, (long) more, missing, missing + 1)) {
      boolean isFlipped =
          AudienceInterpreter.compareNumbers(rule.operator(), (double) count + added, rule.count())
              != explained.matches();
      boolean isSaid = more > 0 && added >= more;
      boolean isCounted = added > 0 && count + added <= Integer.MAX_VALUE;
      if (isCounted && (more == 0 || added <= more) && isFlipped != isSaid) {
        return added + " more events say otherwise than " + explained;
      }
    }
    eventCount += more > 0 ? 1 : 0;
    if (explained.matchTimes() != null && explained.matchTimes().truncatedBefore() != null) {
      truncatedCount++;
    }
    return null;
  }

  private @Nullable String exampleDifference(RuleExplanation.Rule explained) {
    String example = explained.wouldChange().exampleJson();
    if (example == null) {
      return null;
    }
    exampleCount++;
    Operator operator = Objects.requireNonNull(Operator.ofWireName(explained.operator()));
    Operand operand = new Operand(explained.expected());
    boolean matches = AudienceInterpreter.compare(operator, operand, ModelJson.parse(example));
    return matches != explained.matches() ? null : example + " is no example: " + explained;
  }

  /** Whether the steps flip the tree, and no fewer would where no rule stands twice. */
  private @Nullable String stepDifference(RuleNode tree, AudienceExplanation audience) {
    Map<Integer, Boolean> holds = new HashMap<>();
    Map<String, RuleNode.Leaf> byPlace = new HashMap<>();
    Set<Integer> possible = new HashSet<>();
    collect(tree, audience.rules(), "", holds, byPlace, possible);
    Set<Integer> flips = new HashSet<>();
    for (AudienceExplanation.Step step : audience.wouldChange()) {
      flips.add(Objects.requireNonNull(byPlace.get(step.place())).fact());
    }
    if (!flips.isEmpty() && !isFlipped(tree, holds, flips)) {
      return "the steps do not change it";
    }
    if (!possible.containsAll(flips)) {
      return "a step is impossible";
    }
    stepCount += flips.size();
    if (byPlace.size() > holds.size() || possible.size() > BRUTE_FORCE_MAX) {
      return null;
    }
    int fewest = fewest(tree, holds, new ArrayList<>(possible));
    return fewest == flips.size() ? null : fewest + " steps would do";
  }

  private static void collect(
      RuleNode node,
      RuleExplanation explained,
      String place,
      Map<Integer, Boolean> holds,
      Map<String, RuleNode.Leaf> byPlace,
      Set<Integer> possible) {
    if (node instanceof RuleNode.Group group) {
      List<RuleExplanation> parts = ((RuleExplanation.Group) explained).rules();
      for (int index = 0; index < parts.size(); index++) {
        RuleNode member = group.nodes().get(index);
        String below = place + "/rules/" + index;
        collect(member, parts.get(index), below, holds, byPlace, possible);
      }
    } else if (node instanceof RuleNode.Leaf leaf) {
      RuleExplanation.Rule rule = (RuleExplanation.Rule) explained;
      holds.put(leaf.fact(), rule.matches() == leaf.expected());
      byPlace.put(place, leaf);
      if (rule.wouldChange().isPossible()) {
        possible.add(leaf.fact());
      }
    }
  }

  private static boolean isFlipped(RuleNode tree, Map<Integer, Boolean> holds, Set<Integer> flips) {
    boolean now = tree.holds(fact -> Objects.requireNonNull(holds.get(fact)));
    return now
        != tree.holds(fact -> Objects.requireNonNull(holds.get(fact)) != flips.contains(fact));
  }

  /** 0 if no flips do. */
  private static int fewest(RuleNode tree, Map<Integer, Boolean> holds, List<Integer> possible) {
    int fewest = 0;
    for (int bits = 1; bits < 1 << possible.size(); bits++) {
      Set<Integer> flips = new HashSet<>();
      for (int index = 0; index < possible.size(); index++) {
        if ((bits & 1 << index) != 0) {
          flips.add(possible.get(index));
        }
      }
      if ((fewest == 0 || flips.size() < fewest) && isFlipped(tree, holds, flips)) {
        fewest = flips.size();
      }
    }
    return fewest;
  }
}
