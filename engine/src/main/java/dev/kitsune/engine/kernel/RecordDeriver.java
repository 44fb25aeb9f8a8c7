package dev.kitsune.engine.kernel;

import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.audience.ChangedInputs;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.experience.ExperienceSelector;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * Brings a record's derived part, its audiences and picks, up to date with its truth and an
 * environment. Owned by one thread. Data plane.
 */
final class RecordDeriver {
  private final AudienceMatcher matcher = new AudienceMatcher();
  private final ExperienceSelector selector = new ExperienceSelector();

  /**
   * After the inputs in {@code changed} changed; returns whether the derived part did. Where that
   * was another environment's, counters that no rule uses any more are dropped.
   */
  boolean update(ProfileRecord record, Environment environment, ChangedInputs changed) {
    if (!DerivedPart.isOf(record, environment.derivedHash())) {
      environment.audiences().dropUnusedCounters(record);
      deriveAll(record, environment);
      return true;
    }
    if (!matcher.matchChanged(environment.audiences(), record, changed)) {
      return false;
    }
    selector.selectFlipped(environment.experiences(), record, matcher);
    write(record, environment);
    return true;
  }

  /** Of an unchanged record; returns whether the derived part was another environment's. */
  boolean refresh(ProfileRecord record, Environment environment) {
    if (DerivedPart.isOf(record, environment.derivedHash())) {
      return false;
    }
    deriveAll(record, environment);
    return true;
  }

  private void deriveAll(ProfileRecord record, Environment environment) {
    matcher.matchAll(environment.audiences(), record);
    selector.selectAll(environment.experiences(), record, matcher);
    write(record, environment);
  }

  private void write(ProfileRecord record, Environment environment) {
    DerivedPart.begin(
        record,
        environment.derivedHash(),
        matcher.differenceCount(environment.audiences()),
        selector.count());
    matcher.writeDifference(environment.audiences(), record);
    selector.writePicks(record);
  }
}
