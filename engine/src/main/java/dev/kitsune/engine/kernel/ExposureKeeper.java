package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.experience.ExperienceSet;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.StickyPicks;

/**
 * Keeps the variant of a sticky experience that a component event says was seen: experiences.md,
 * Sticky. Owned by one thread. Data plane.
 */
final class ExposureKeeper {
  private final ByteSlice experienceId = new ByteSlice();

  /**
   * Keeps what an event exposes, unless the profile keeps a variant of that experience already or
   * the request itself forces one: what a preview shows is not stored.
   *
   * @return whether the record's picks may be others now: where the last answer showed the variant
   *     that is kept, they are not
   */
  boolean note(ProfileRecord record, Command command, int event) {
    EventBatch events = command.events();
    int node = events.exposedExperience(event);
    if (node == JsonTape.NONE) {
      return false;
    }
    ExperienceSet experiences = command.environment().experiences();
    int rank = experiences.rankOf(events.text(node, experienceId));
    int variantIndex = events.exposedVariantIndex(event);
    if (rank == ExperienceSet.UNKNOWN || !experiences.experience(rank).keeps(variantIndex)) {
      return false;
    }
    if (command.overrides().forces(rank)) {
      return false;
    }
    return keep(record, experiences, rank, variantIndex)
        && isOtherwisePicked(record, command.environment(), rank, variantIndex);
  }

  /** Drops variants that their experiences no longer have; those of unknown experiences stay. */
  void dropLost(ProfileRecord record, ExperienceSet experiences) {
    int at = StickyPicks.begin(record);
    while (at < StickyPicks.end(record)) {
      int next = StickyPicks.read(record, at, experienceId);
      int rank = experiences.rankOf(experienceId);
      if (rank != ExperienceSet.UNKNOWN && isLost(record, at, experiences, rank)) {
        StickyPicks.remove(record, at);
      } else {
        at = next;
      }
    }
  }

  private boolean keep(
      ProfileRecord record, ExperienceSet experiences, int rank, int variantIndex) {
    int place = StickyPicks.find(record, experienceId);
    if (place != StickyPicks.NONE) {
      if (!isLost(record, place, experiences, rank)) {
        return false;
      }
      StickyPicks.remove(record, place);
    }
    StickyPicks.add(record, experienceId, variantIndex);
    return true;
  }

  private static boolean isLost(
      ProfileRecord record, int place, ExperienceSet experiences, int rank) {
    return StickyPicks.variantIndex(record, place) >= experiences.experience(rank).variantCount();
  }

  private static boolean isOtherwisePicked(
      ProfileRecord record, Environment environment, int rank, int variantIndex) {
    if (!DerivedPart.isOf(record, environment.derivedHash())) {
      return true;
    }
    for (int pick = 0; pick < DerivedPart.pickCount(record); pick++) {
      if (DerivedPart.pickRank(record, pick) == rank) {
        return DerivedPart.pickVariantIndex(record, pick) != variantIndex;
      }
    }
    return true;
  }
}
