package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.ProfileRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Explains the audiences of one record: the tree of each one's rules, decided by the very facts
 * that its chain tests. Used once, by one thread. Control plane.
 */
public final class AudienceExplainer {
  private final AudienceSet set;
  private final boolean[] holds;
  private final long[] members;
  private final FactValues values;
  private final RuleChanges changes;
  private final TimedFlips flips;
  private final Map<String, AudienceDefinition> definitions = new HashMap<>();

  /**
   * Reads a record.
   *
   * @param definitions that the set was compiled from
   * @param record whose derived part is of the set, and good at that time; must stay as it is
   * @param nowS the time, in {@link dev.kitsune.engine.profile.EventSeconds}
   */
  public AudienceExplainer(
      AudienceSet set, List<AudienceDefinition> definitions, ProfileRecord record, long nowS) {
    this.set = set;
    definitions.forEach(definition -> this.definitions.put(definition.id(), definition));
    members = members(set, record);
    holds = outcomes(set, record, members, nowS);
    values = new FactValues(record, members, nowS);
    changes = new RuleChanges(values);
    flips = new TimedFlips(set, record, members, holds).lookFrom(nowS);
  }

  /** Explains every audience, in the order of answers. */
  public List<AudienceExplanation> explain() {
    List<AudienceExplanation> explanations = new ArrayList<>();
    for (int rank = 0; rank < set.count(); rank++) {
      explanations.add(explain(rank));
    }
    return explanations;
  }

  /** Whether the record is in an audience. */
  public boolean isMember(int rank) {
    return (members[rank >>> 6] & (1L << rank)) != 0;
  }

  private AudienceExplanation explain(int rank) {
    AudienceDefinition definition = definitions.get(set.id(rank));
    if (definition == null) {
      throw new IllegalArgumentException("the set was compiled from other audiences");
    }
    RuleNode tree = RuleNode.of(definition.rule(), set.factIndex());
    if (tree.holds(fact -> holds[fact]) != isMember(rank)) {
      throw new IllegalStateException(
          "audience of rank " + rank + " was decided " + isMember(rank) + " against its rules");
    }
    Map<RuleNode.Leaf, String> pointers = new HashMap<>();
    return new AudienceExplanation(
        definition.id(),
        definition.name(),
        isMember(rank),
        explain(tree, "", pointers),
        steps(tree, pointers),
        flips.ofAudience(rank));
  }

  private RuleExplanation explain(
      RuleNode node, String pointer, Map<RuleNode.Leaf, String> pointers) {
    if (node instanceof RuleNode.Group group) {
      List<RuleExplanation> rules = new ArrayList<>();
      for (RuleNode member : group.nodes()) {
        rules.add(explain(member, pointer + "/rules/" + rules.size(), pointers));
      }
      return new RuleExplanation.Group(group.kind(), node.holds(fact -> holds[fact]), rules);
    }
    RuleNode.Leaf leaf = (RuleNode.Leaf) node;
    pointers.putIfAbsent(leaf, pointer);
    return explain(leaf);
  }

  private RuleExplanation.Rule explain(RuleNode.Leaf leaf) {
    Fact fact = set.fact(leaf.fact());
    RuleHeading heading = RuleHeading.of(leaf.rule());
    return new RuleExplanation.Rule(
        heading.type(),
        heading.key(),
        heading.conditions(),
        heading.withinDays(),
        heading.operator().wireName(),
        heading.expected(),
        leaf.holds(number -> holds[number]),
        values.json(fact),
        values.matchTimes(fact),
        change(leaf));
  }

  private RuleChange change(RuleNode.Leaf leaf) {
    int fact = leaf.fact();
    return changes.of(leaf.rule(), set.fact(fact), holds[fact], flips.ofFact(fact));
  }

  private List<AudienceExplanation.Step> steps(RuleNode tree, Map<RuleNode.Leaf, String> pointers) {
    Set<RuleNode.Leaf> needed = neededFlips(tree);
    List<AudienceExplanation.Step> steps = new ArrayList<>();
    for (RuleNode.Leaf leaf : needed) {
      steps.add(
          new AudienceExplanation.Step(pointers.getOrDefault(leaf, ""), change(leaf).needs()));
    }
    return steps;
  }

  /* Where one fact stands in several places, what is enough here may be undone there. */
  private Set<RuleNode.Leaf> neededFlips(RuleNode tree) {
    Set<RuleNode.Leaf> flipped =
        tree.fewestFlips(fact -> holds[fact], leaf -> change(leaf).isPossible());
    return flipped != null && isFlippedBy(tree, flipped) ? flipped : Set.of();
  }

  private boolean isFlippedBy(RuleNode tree, Set<RuleNode.Leaf> leaves) {
    Set<Integer> facts = leaves.stream().map(RuleNode.Leaf::fact).collect(Collectors.toSet());
    return tree.holds(fact -> holds[fact] != facts.contains(fact))
        != tree.holds(fact -> holds[fact]);
  }

  private static long[] members(AudienceSet set, ProfileRecord record) {
    long[] members = new long[(set.count() + 63) >>> 6];
    MemberRanks ranks = new MemberRanks();
    ranks.begin(record, set);
    for (int rank = ranks.next(); rank != MemberRanks.END; rank = ranks.next()) {
      members[rank >>> 6] |= 1L << rank;
    }
    return members;
  }

  private static boolean[] outcomes(
      AudienceSet set, ProfileRecord record, long[] members, long nowS) {
    FactCache cache = new FactCache();
    cache.begin(set.factCount(), members, nowS);
    boolean[] holds = new boolean[set.factCount()];
    for (int fact = 0; fact < holds.length; fact++) {
      holds[fact] = set.holds(fact, record, cache);
    }
    return holds;
  }
}
