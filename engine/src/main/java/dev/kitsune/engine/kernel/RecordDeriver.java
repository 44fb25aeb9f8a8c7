package dev.kitsune.engine.kernel;

import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.ChangedInputs;
import dev.kitsune.engine.catalog.CatchUp;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.experience.ExperienceSelector;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * Brings a record's derived part, its audiences and picks, up to date with its truth, an
 * environment and the time. Owned by one thread. Data plane.
 */
final class RecordDeriver {
  /* When every clock of a blank record stands at its age of 0. */
  private static final long BLANK_S = 0;

  private final AudienceMatcher matcher = new AudienceMatcher();
  private final ExposureKeeper exposures = new ExposureKeeper();
  private final ExperienceSelector selector = new ExperienceSelector();
  private final ChangedInputs unchanged = new ChangedInputs();

  /**
   * After the inputs in {@link ProfileSlot#changed} changed, of a new record those in which it is
   * not blank; returns whether the derived part did. The first time after a change of the
   * environment, and after a merge, counters and rings that no rule uses are dropped.
   *
   * @param nowMs the time of the answer; the record's clock never runs backwards
   */
  boolean update(ProfileSlot slot, Environment environment, long nowMs) {
    ProfileRecord record = slot.record();
    long nowS = nowS(record, nowMs);
    boolean isCurrent = isCurrent(record, environment, nowS);
    boolean isUntrimmed = !isCurrent || slot.isMerged() || DerivedPart.isUntrimmed(record);
    if (isUntrimmed) {
      environment.audiences().dropUnusedCounters(record);
      exposures.dropLost(record, environment.experiences());
    }
    if (isCurrent) {
      DerivedPart.isUntrimmed(record, false);
      return deriveChanged(record, environment, slot.changed(), slot.arePicksVoid(), nowS)
          || isUntrimmed;
    }
    if (slot.isNew()) {
      deriveNew(record, environment, slot.changed(), nowS);
    } else {
      deriveStale(record, environment, slot.changed(), slot.arePicksVoid(), nowS);
    }
    return true;
  }

  /**
   * Of a record that no event changed; returns whether the derived part was another environment's,
   * or time made it another.
   *
   * @param nowMs as above
   */
  boolean refresh(ProfileRecord record, Environment environment, long nowMs) {
    long nowS = nowS(record, nowMs);
    unchanged.clear(environment.audiences().inputCount());
    if (isCurrent(record, environment, nowS)) {
      return deriveChanged(record, environment, unchanged, false, nowS);
    }
    deriveStale(record, environment, unchanged, false, nowS);
    DerivedPart.isUntrimmed(record, true);
    return true;
  }

  /* What was decided later than now, because the clock was turned back since, is not. */
  private static boolean isCurrent(ProfileRecord record, Environment environment, long nowS) {
    return DerivedPart.isOf(record, environment.derivedHash())
        && DerivedPart.decidedS(record) <= nowS;
  }

  private boolean deriveChanged(
      ProfileRecord record,
      Environment environment,
      ChangedInputs changed,
      boolean arePicksVoid,
      long nowS) {
    AudienceSet audiences = environment.audiences();
    long lapseS = DerivedPart.lapseS(record);
    boolean isDue = nowS >= Math.min(lapseS, changed.lapseS());
    if (isDue) {
      audiences.noteLapses(record, DerivedPart.decidedS(record), nowS, changed);
    }
    boolean isRewritten = rewriteChanged(record, environment, changed, arePicksVoid, nowS);
    if (isDue) {
      DerivedPart.decidedS(record, nowS);
      DerivedPart.lapseS(record, audiences.lapseS(record, nowS));
    } else if (changed.lapseS() < lapseS) {
      DerivedPart.lapseS(record, changed.lapseS());
    }
    return isRewritten || DerivedPart.lapseS(record) != lapseS;
  }

  private boolean rewriteChanged(
      ProfileRecord record,
      Environment environment,
      ChangedInputs changed,
      boolean arePicksVoid,
      long nowS) {
    if (changed.isEmpty() && !arePicksVoid) {
      return false;
    }
    boolean isFlipped = matcher.at(nowS).matchChanged(environment.audiences(), record, changed);
    if (!isFlipped && !arePicksVoid) {
      return false;
    }
    select(record, environment, arePicksVoid);
    rewrite(record, environment);
    return true;
  }

  private void rewrite(ProfileRecord record, Environment environment) {
    long decidedS = DerivedPart.decidedS(record);
    long lapseS = DerivedPart.lapseS(record);
    boolean isUntrimmed = DerivedPart.isUntrimmed(record);
    write(record, environment);
    DerivedPart.decidedS(record, decidedS);
    DerivedPart.lapseS(record, lapseS);
    DerivedPart.isUntrimmed(record, isUntrimmed);
  }

  /* A blank record's memberships are right but for what the record has. */
  private void deriveNew(
      ProfileRecord record, Environment environment, ChangedInputs changed, long nowS) {
    AudienceSet audiences = environment.audiences();
    audiences.noteLapses(record, BLANK_S, nowS, changed);
    matcher.at(nowS).matchNew(audiences, record, changed);
    select(record, environment, true);
    write(record, environment, nowS);
  }

  /* What one of the last versions decided holds on, but for what changed since. */
  private void deriveStale(
      ProfileRecord record,
      Environment environment,
      ChangedInputs changed,
      boolean arePicksVoid,
      long nowS) {
    AudienceSet audiences = environment.audiences();
    CatchUp catchUp = environment.catchUp(record);
    if (catchUp == null || DerivedPart.decidedS(record) > nowS) {
      matcher.at(nowS).matchAll(audiences, record);
    } else {
      audiences.noteLapses(record, DerivedPart.decidedS(record), nowS, changed);
      matcher.at(nowS).matchStale(audiences, record, catchUp.audiences(), changed);
    }
    select(record, environment, arePicksVoid || catchUp == null || !catchUp.areExperiencesKept());
    write(record, environment, nowS);
  }

  private void select(ProfileRecord record, Environment environment, boolean arePicksVoid) {
    if (arePicksVoid) {
      selector.selectAll(environment.experiences(), record, matcher);
    } else {
      selector.selectFlipped(environment.experiences(), record, matcher);
    }
  }

  private static long nowS(ProfileRecord record, long nowMs) {
    return EventSeconds.of(Math.max(nowMs, record.lastReceiptMs()));
  }

  private void write(ProfileRecord record, Environment environment, long nowS) {
    write(record, environment);
    DerivedPart.decidedS(record, nowS);
    DerivedPart.lapseS(record, environment.audiences().lapseS(record, nowS));
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
