package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.experience.ExperienceExplanation.Distribution;
import dev.kitsune.engine.experience.ExperienceExplanation.Group;
import dev.kitsune.engine.experience.ExperienceExplanation.Member;
import dev.kitsune.engine.experience.ExperienceExplanation.Outcome;
import dev.kitsune.engine.experience.ExperienceExplanation.Range;
import dev.kitsune.engine.experience.ExperienceExplanation.Traffic;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Explains the experiences of one record by asking what decides them: {@link VariantDecider} and
 * the {@link CompiledExperience}s. Used once, by one thread. Control plane.
 */
public final class ExperienceExplainer {
  private final ExperienceSet set;
  private final IntPredicate isMember;
  private final VariantDecider decider = new VariantDecider();
  private final VisitorId visitor = new VisitorId();
  private final int[] answered;
  private final Map<String, ExperienceDefinition> definitions = new HashMap<>();

  /**
   * Reads a record.
   *
   * @param definitions that the set was made of
   * @param record whose derived part is of the set; must stay as it is
   * @param isMember whether the record is in the audience of a rank
   */
  public ExperienceExplainer(
      ExperienceSet set,
      List<ExperienceDefinition> definitions,
      ProfileRecord record,
      IntPredicate isMember) {
    this.set = set;
    this.isMember = isMember;
    definitions.forEach(definition -> this.definitions.put(definition.id(), definition));
    decider.begin(set, record);
    visitor.read(record.stableId(new ByteSlice()));
    answered = new int[set.count()];
    Arrays.fill(answered, CompiledExperience.NOT_APPLYING);
    for (int index = 0; index < DerivedPart.pickCount(record); index++) {
      answered[DerivedPart.pickRank(record, index)] = DerivedPart.pickVariantIndex(record, index);
    }
  }

  /** Explains every experience, in the order of answers. */
  public List<ExperienceExplanation> explain() {
    List<ExperienceExplanation> explanations = new ArrayList<>();
    for (int rank = 0; rank < set.count(); rank++) {
      explanations.add(explain(rank));
    }
    return explanations;
  }

  private ExperienceExplanation explain(int rank) {
    ExperienceDefinition definition = definitions.get(set.experience(rank).id());
    if (definition == null) {
      throw new IllegalArgumentException("the set was made of other experiences");
    }
    requireAsAnswered(rank);
    return new ExperienceExplanation(
        definition.id(),
        definition.name(),
        outcome(rank),
        index(answered[rank]),
        definition.audienceId(),
        isFor(rank),
        traffic(rank),
        distribution(rank),
        definition.sticky(),
        kept(rank),
        group(rank),
        wouldChange(rank, definition));
  }

  private void requireAsAnswered(int rank) {
    int decided = isFor(rank) ? decider.decide(rank) : CompiledExperience.NOT_APPLYING;
    if (decided != answered[rank]) {
      throw new IllegalStateException(
          "experience of rank " + rank + " was answered " + answered[rank] + ", not " + decided);
    }
  }

  private boolean isFor(int rank) {
    int audience = set.audienceRank(rank);
    return audience == ExperienceSet.EVERYONE || isMember.test(audience);
  }

  private Outcome outcome(int rank) {
    if (!isFor(rank)) {
      return Outcome.NOT_IN_AUDIENCE;
    }
    if (!decider.isChosen(rank)) {
      return Outcome.NOT_CHOSEN;
    }
    if (decider.isKept(rank)) {
      return Outcome.KEPT;
    }
    boolean isOut = decider.decide(rank) == CompiledExperience.NOT_APPLYING;
    return isOut ? Outcome.NOT_IN_TRAFFIC : Outcome.PICKED;
  }

  private Traffic traffic(int rank) {
    CompiledExperience experience = set.experience(rank);
    boolean applies = experience.decide(visitor) != CompiledExperience.NOT_APPLYING;
    return new Traffic(experience.trafficUnit(visitor), experience.traffic(), applies);
  }

  private Distribution distribution(int rank) {
    CompiledExperience experience = set.experience(rank);
    double value = experience.distributionUnit(visitor);
    WeightBounds bounds = experience.distribution();
    List<Range> ranges = new ArrayList<>();
    for (int index = 0; index < bounds.count(); index++) {
      ranges.add(new Range(bounds.start(index), bounds.end(index)));
    }
    return new Distribution(value, ranges, experience.pick(value));
  }

  private OptionalInt kept(int rank) {
    return index(decider.isKept(rank) ? decider.keptIndex(rank) : CompiledExperience.NOT_APPLYING);
  }

  private @Nullable Group group(int rank) {
    int index = set.groupOf(rank);
    if (index == ExperienceSet.NO_GROUP) {
      return null;
    }
    ExclusionGroup group = set.groups().group(index);
    List<Member> members = new ArrayList<>();
    for (int memberRank : group.memberRanks()) {
      WeightBounds bounds = group.bounds();
      Range range = new Range(bounds.start(members.size()), bounds.end(members.size()));
      members.add(new Member(set.experience(memberRank).id(), range));
    }
    int chosen = decider.chosenRank(index);
    String chosenId = chosen == ExclusionGroup.NOBODY ? null : set.experience(chosen).id();
    return new Group(group.id(), group.unit(visitor), members, chosenId);
  }

  private String wouldChange(int rank, ExperienceDefinition definition) {
    return switch (outcome(rank)) {
      case NOT_IN_AUDIENCE -> audience(definition, "match") + ", and then " + then(rank);
      case NOT_CHOSEN, NOT_IN_TRAFFIC -> refusal(rank);
      case KEPT ->
          stopping(definition) + "that there is no variant " + answered[rank] + " any more";
      case PICKED ->
          "%straffic of at most %s, or a distribution whose range at %s is another's"
              .formatted(stopping(definition), traffic(rank).value(), distribution(rank).value());
    };
  }

  /* Of an experience that is not asked yet, because its audience does not match. */
  private String then(int rank) {
    int decided = decider.decide(rank);
    return decided == CompiledExperience.NOT_APPLYING
        ? refusal(rank)
        : "variant " + decided + " applies";
  }

  private String refusal(int rank) {
    Group group = group(rank);
    if (group == null || decider.isChosen(rank)) {
      return "traffic above " + traffic(rank).value();
    }
    String chosenId = group.chosenId();
    return "other weights of exclusion group \"%s\", in which the visitor belongs to %s"
        .formatted(group.id(), chosenId == null ? "none" : '"' + chosenId + '"');
  }

  private static String stopping(ExperienceDefinition definition) {
    return definition.audienceId() == null ? "" : audience(definition, "stop matching") + ", or ";
  }

  private static String audience(ExperienceDefinition definition, String verb) {
    return "audience \"" + definition.audienceId() + "\" has to " + verb;
  }

  private static OptionalInt index(int variantIndex) {
    return variantIndex == CompiledExperience.NOT_APPLYING
        ? OptionalInt.empty()
        : OptionalInt.of(variantIndex);
  }
}
