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
   * After the inputs in {@code changed} changed; returns whether the derived part did. The first
   * time after a change of the environment, counters and rings that no rule uses are dropped.
   *
   * @param nowMs the time of the answer; the record's clock never runs backwards
   */
  boolean update(ProfileRecord record, Environment environment, ChangedInputs changed, long nowMs) {
    long nowS = nowS(record, nowMs);
    boolean isCurrent = isCurrent(record, environment, nowS);
    boolean isUntrimmed = !isCurrent || DerivedPart.isUntrimmed(record);
    if (isUntrimmed) {
      environment.audiences().dropUnusedCounters(record);
      exposures.dropLost(record, environment.experiences());
    }
    if (!isCurrent) {
      deriveStale(record, environment, changed, nowS);
      return true;
    }
    DerivedPart.isUntrimmed(record, false);
    return deriveChanged(record, environment, changed, nowS) || isUntrimmed;
  }

  /**
   * Of a record that was blank before the inputs in {@code changed} changed.
   *
   * @param nowMs as above
   */
  void begin(
      ProfileRecord record, Environment environment, ChangedInputs changed, long nowMs) {
    long nowS = nowS(record, nowMs);
    AudienceSet audiences = environment.audiences();
    audiences.noteLapses(record, BLANK_S, nowS, changed);
    matcher.at(nowS).matchNew(audiences, record, changed);
    selector.selectAll(environment.experiences(), record, matcher);
    write(record, environment, nowS);
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
      return deriveChanged(record, environment, unchanged, nowS);
    }
    deriveStale(record, environment, unchanged, nowS);
    DerivedPart.isUntrimmed(record, true);
    return true;
  }

  /* What was decided later than now, because the clock was turned back since, is not. */
  private static boolean isCurrent(ProfileRecord record, Environment environment, long nowS) {
    return DerivedPart.isOf(record, environment.derivedHash())
        && DerivedPart.decidedS(record) <= nowS;
  }

  private boolean deriveChanged(
      ProfileRecord record, Environment environment, ChangedInputs changed, long nowS) {
    AudienceSet audiences = environment.audiences();
    long lapseS = DerivedPart.lapseS(record);
    boolean isDue = nowS >= lapseS;
    if (isDue) {
      audiences.noteLapses(record, DerivedPart.decidedS(record), nowS, changed);
    }
    boolean isFlipped = matcher.at(nowS).matchChanged(audiences, record, changed);
    if (isFlipped) {
      rewrite(record, environment);
    }
    if (isDue) {
      DerivedPart.decidedS(record, nowS);
      DerivedPart.lapseS(record, audiences.lapseS(record, nowS));
    } else if (changed.lapseS() < lapseS) {
      DerivedPart.lapseS(record, changed.lapseS());
    }
    return isFlipped || DerivedPart.lapseS(record) != lapseS;
  }

  private void rewrite(ProfileRecord record, Environment environment) {
    long decidedS = DerivedPart.decidedS(record);
    long lapseS = DerivedPart.lapseS(record);
    boolean isUntrimmed = DerivedPart.isUntrimmed(record);
    selector.selectFlipped(environment.experiences(), record, matcher);
    write(record, environment);
    DerivedPart.decidedS(record, decidedS);
    DerivedPart.lapseS(record, lapseS);
    DerivedPart.isUntrimmed(record, isUntrimmed);
  }

  /* What one of the last versions decided holds on, but for what changed since. */
  private void deriveStale(
      ProfileRecord record, Environment environment, ChangedInputs changed, long nowS) {
    AudienceSet audiences = environment.audiences();
    CatchUp catchUp = environment.catchUp(record);
    if (catchUp == null || DerivedPart.decidedS(record) > nowS) {
      matcher.at(nowS).matchAll(audiences, record);
    } else {
      audiences.noteLapses(record, DerivedPart.decidedS(record), nowS, changed);
      matcher.at(nowS).matchStale(audiences, record, catchUp.audiences(), changed);
    }
    if (catchUp != null && catchUp.areExperiencesKept()) {
      selector.selectFlipped(environment.experiences(), record, matcher);
    } else {
      selector.selectAll(environment.experiences(), record, matcher);
    }
    write(record, environment, nowS);
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
