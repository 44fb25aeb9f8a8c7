package dev.kitsune.engine.experience;

/**
 * Experiences of which at most one applies to a profile. Every visitor has one place in the group,
 * by stableId alone, and that place belongs to one member or to none; no other member applies,
 * whether or not the chosen one does. So the members share the visitors out without mixing them,
 * and a change of one's audience or traffic moves nobody to another.
 *
 * <p>A member's weight is its share of all visitors. Members without one get equal parts of what
 * the others leave; where weights sum to less than 1 the rest of the visitors get no member, which
 * is room for members to come. The ranges stand in the order of answers, as {@link WeightBounds}.
 *
 * <p>Immutable, for any thread; built on the control plane, read on the data plane.
 */
final class ExclusionGroup {
  /** Says that no member is chosen. */
  static final int NOBODY = -1;

  private final String id;
  private final VisitorHash hash;
  private final int[] memberRanks;
  private final WeightBounds bounds;

  /**
   * @param memberRanks ascending; the group keeps the array
   */
  ExclusionGroup(String id, int[] memberRanks, GroupWeights weights) {
    this.id = id;
    hash = new VisitorHash("group-" + id + "-");
    this.memberRanks = memberRanks;
    bounds = new WeightBounds(weights.shares());
  }

  String id() {
    return id;
  }

  /** The visitor's place. */
  double unit(VisitorId visitor) {
    return visitor.unit(hash);
  }

  /** The ranks of the members, each with its range in {@link #bounds}; not to be written to. */
  int[] memberRanks() {
    return memberRanks;
  }

  WeightBounds bounds() {
    return bounds;
  }

  /** The rank of the member that the visitor belongs to, or {@link #NOBODY}. */
  int choose(VisitorId visitor) {
    int member = bounds.indexOf(unit(visitor));
    return member == WeightBounds.NONE ? NOBODY : memberRanks[member];
  }
}
