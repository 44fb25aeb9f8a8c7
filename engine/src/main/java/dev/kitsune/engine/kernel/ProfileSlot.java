package dev.kitsune.engine.kernel;

import dev.kitsune.engine.audience.ChangedInputs;
import dev.kitsune.engine.profile.IdList;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * One profile of a {@link RecordSet}: the worker's copy of its record, and what the kernel did to
 * it. Owned by one thread. Data plane.
 */
public final class ProfileSlot {
  private final ProfileRecord record = new ProfileRecord();
  private final ChangedInputs changed = new ChangedInputs();
  private long keyHigh;
  private long keyLow;
  private boolean isNew;
  private boolean isChanged;
  private boolean isTouched;
  private boolean isMerged;
  private boolean arePicksVoid;
  private boolean isRemoved;
  private boolean isReplay;
  private boolean isIdentified;
  private long runDigest;
  private int successor;
  private int survivor;
  private int eventCount;
  private int deviceEvent;

  /** Begins a slot; its successor is the slot itself. */
  void begin(int slot, long newKeyHigh, long newKeyLow, boolean newIsNew) {
    keyHigh = newKeyHigh;
    keyLow = newKeyLow;
    isNew = newIsNew;
    isChanged = false;
    isTouched = false;
    isMerged = false;
    arePicksVoid = false;
    isRemoved = false;
    isReplay = false;
    isIdentified = false;
    runDigest = 0;
    successor = slot;
    survivor = slot;
    eventCount = 0;
    deviceEvent = RecordSet.NOBODY;
  }

  public ProfileRecord record() {
    return record;
  }

  public long keyHigh() {
    return keyHigh;
  }

  public long keyLow() {
    return keyLow;
  }

  /** Whether no store has the profile yet. */
  public boolean isNew() {
    return isNew;
  }

  /** Whether nobody knows the profile's id: the engine made it for this very command. */
  boolean isUntold(Command command) {
    return isNew && command.kind() == Command.Kind.CREATE;
  }

  /** Whether the record is another than the store's, its derived part included. */
  public boolean isChanged() {
    return isChanged;
  }

  void markChanged() {
    isChanged = true;
  }

  /** Whether an event changed the record's truth. */
  public boolean isTouched() {
    return isTouched;
  }

  void markTouched() {
    isTouched = true;
    isChanged = true;
  }

  /** Marks that another profile's truth became part of this one's. */
  void markMerged() {
    isMerged = true;
    arePicksVoid = true;
    markTouched();
  }

  boolean isMerged() {
    return isMerged;
  }

  /** Whether experiences whose audience did not flip may pick otherwise than they did. */
  boolean arePicksVoid() {
    return arePicksVoid;
  }

  void markPicksVoid() {
    arePicksVoid = true;
  }

  /** Whether the profile goes: it was deleted, or merged into another. */
  public boolean isRemoved() {
    return isRemoved;
  }

  void markRemoved() {
    isRemoved = true;
  }

  /**
   * Whether the profile is in no store and will be in none: it is new, and all events that were
   * addressed to it went to others.
   */
  public boolean isAbsent() {
    return isNew && !isTouched;
  }

  /** Whether the run of events that this request gives the profile is one that it had before. */
  boolean isReplay() {
    return isReplay;
  }

  void markReplay() {
    isReplay = true;
  }

  /** Whether the profile is not anonymous: it has an alias or was named by its own id. */
  boolean isIdentified() {
    return isIdentified || record.isSelfIdentified() || !IdList.ALIASES.isEmpty(record);
  }

  void markIdentified() {
    isIdentified = true;
  }

  ChangedInputs changed() {
    return changed;
  }

  /** Digest of the run of events that this request gives the profile; 0 before the first. */
  long runDigest() {
    return runDigest;
  }

  void runDigest(long digest) {
    runDigest = digest;
  }

  /** The slot that this one is merged into; itself where it is not. */
  int survivor() {
    return survivor;
  }

  void survivor(int slot) {
    survivor = slot;
  }

  /** How many events the request gives the profile, replays included. */
  int eventCount() {
    return eventCount;
  }

  void eventCount(int count) {
    eventCount = count;
  }

  /** The newest event applied that tells of the profile's device, or {@link RecordSet#NOBODY}. */
  int deviceEvent() {
    return deviceEvent;
  }

  void deviceEvent(int event) {
    deviceEvent = event;
  }

  /** The slot that further events addressed to this one go to; itself but for identity. */
  int successor() {
    return successor;
  }

  void successor(int slot) {
    successor = slot;
  }
}
