package dev.kitsune.engine.catalog;

import dev.kitsune.engine.audience.AudienceCatchUp;
import dev.kitsune.engine.audience.AudienceSet;

/**
 * The way from what an earlier version of an environment derived to what a later one derives.
 * Immutable, for any thread; made on the control plane, read on the data plane.
 *
 * @param audiences the way of the memberships
 * @param areExperiencesKept whether both have the same experiences, so that a record's picks hold
 *     on but for those whose audience flips
 */
public record CatchUp(AudienceCatchUp audiences, boolean areExperiencesKept) {
  CatchUp then(CatchUp next, AudienceSet later) {
    return new CatchUp(
        audiences.then(next.audiences, later), areExperiencesKept && next.areExperiencesKept);
  }
}
