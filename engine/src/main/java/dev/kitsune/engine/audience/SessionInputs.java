package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceInputs.Single;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.SessionClock;

/** The inputs that a record's session is read by. Immutable, for any thread. Data plane. */
final class SessionInputs {
  private final int countInput;
  private final int lengthInput;
  private final int landingInput;
  private final Thresholds lengths;

  private SessionInputs(int countInput, int lengthInput, int landingInput, Thresholds lengths) {
    this.countInput = countInput;
    this.lengthInput = lengthInput;
    this.landingInput = landingInput;
    this.lengths = lengths;
  }

  static SessionInputs of(AudienceInputs inputs, FactCompiler facts) {
    return new SessionInputs(
        inputs.numberIfRead(Single.SESSION),
        inputs.numberIfRead(Single.SESSION_LENGTH),
        inputs.numberIfRead(Single.LANDING_PAGE),
        facts.sessionLengths());
  }

  void noteBegin(ChangedInputs changed) {
    changed.add(countInput);
    changed.add(landingInput);
  }

  void noteMerge(ChangedInputs changed) {
    noteBegin(changed);
    changed.add(lengthInput);
  }

  void noteLandingPage(ChangedInputs changed) {
    changed.add(landingInput);
  }

  /** Notes the length if it is on the other side of a comparison than it was before. */
  void noteLength(long beforeS, ProfileRecord record, ChangedInputs changed) {
    if (lengthInput != AudienceSet.NO_INPUT
        && lengths.isCrossed(beforeS, SessionClock.activeSessionS(record))) {
      changed.add(lengthInput);
    }
  }
}
