package dev.kitsune.engine.experience;

import dev.kitsune.engine.experience.ExperienceDefinition.Exclusion;
import java.util.List;
import java.util.Objects;

/**
 * The weights of one exclusion group's members, in the order of answers. Control plane.
 *
 * @param members at least one, all of one group
 */
record GroupWeights(List<Exclusion> members) {
  /* 0.1 added ten times is not 1, and 0.33334 three times is meant to be. */
  private static final double TOLERANCE = 1e-4;

  GroupWeights {
    members = List.copyOf(members);
  }

  /** The share of all visitors that each member has. */
  List<Double> shares() {
    double part = Math.max(0, 1 - given()) / Math.max(1, countWithout());
    return members.stream()
        .map(member -> Objects.requireNonNullElse(member.weight(), part))
        .toList();
  }

  /** Whether the weights are more than all visitors, or leave none to members without one. */
  boolean areTooMuch() {
    return given() > (countWithout() > 0 ? 1 - TOLERANCE : 1 + TOLERANCE);
  }

  private double given() {
    double sum = 0;
    for (Exclusion member : members) {
      sum += Objects.requireNonNullElse(member.weight(), 0.0);
    }
    return sum;
  }

  private long countWithout() {
    return members.stream().filter(member -> member.weight() == null).count();
  }
}
