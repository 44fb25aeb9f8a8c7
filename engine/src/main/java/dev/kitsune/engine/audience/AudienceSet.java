package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceInputs.Single;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.ByteTable;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventType;
import dev.kitsune.engine.profile.Counters;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.Rings;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The audiences of one environment, compiled. An audience is known by its rank, its place in the
 * order of answers; its position is its place in the order of evaluation, where it stands behind
 * those that its rules name. Distinct conditions are facts, evaluated at most once; each fact reads
 * few inputs, and each input knows the audiences that depend on it, so that an event evaluates only
 * what it changed. Immutable, for any thread; built by {@link AudienceCompiler}, read on the data
 * plane.
 */
public final class AudienceSet {
  /** Says that no audience reads what changed. */
  static final int NO_INPUT = -1;

  /* An audience is a chain of tests {fact, next if it holds, next if not}, three ints each, that
   * ends in one of these. */
  static final int MATCH = -1;
  static final int NO_MATCH = -2;

  private final String[] ids;
  private final ByteTable idsJson;
  private final int[] entries;
  private final int[] tests;
  private final Fact[] facts;
  private final FactIndex factIndex;
  private final int[] rankByPosition;
  private final int[][] positionsByInput;
  private final int[][] dependents;
  private final TraitInputs traits;
  private final SessionInputs session;
  private final TimedInputs timed;
  private final int locationInput;
  private final int deviceInput;
  private final EventCounters pageCounters;
  private final EventCounters trackCounters;
  private final EventCounters exposureCounters;
  private final long[] counterIdentities;
  private final long[] ringIdentities;
  private final int[] ringCapacities;
  private final MergedInputs merged;
  private final long[] blankMembers;
  private final int[] blankRanks;

  AudienceSet(AudienceCompiler compiler) {
    ids = compiler.ids();
    idsJson = compiler.idsJson();
    entries = compiler.entries();
    tests = compiler.tests();
    facts = compiler.facts().facts();
    factIndex = compiler.factIndex();
    rankByPosition = compiler.order().rankByPosition();
    dependents = compiler.order().dependents();
    AudienceInputs inputs = compiler.inputs();
    positionsByInput = inputs.positionsByInput();
    traits = compiler.traits().compile();
    locationInput = inputs.numberIfRead(Single.LOCATION);
    deviceInput = inputs.numberIfRead(Single.DEVICE);
    pageCounters = compiler.events().pages();
    trackCounters = compiler.events().tracks();
    exposureCounters = compiler.events().exposures();
    counterIdentities = inputs.counterIdentities();
    Tally.Ring[] rings = compiler.events().rings();
    ringIdentities = Arrays.stream(rings).mapToLong(Tally.Ring::identity).toArray();
    ringCapacities = Arrays.stream(rings).mapToInt(Tally.Ring::capacity).toArray();
    merged = new MergedInputs(inputs, counterIdentities, ringIdentities);
    session = SessionInputs.of(inputs, compiler.facts());
    timed =
        new TimedInputs(
            rings,
            compiler.facts().clock(ProfileClock.FIRST_SEEN),
            compiler.facts().clock(ProfileClock.LAST_SEEN));
    blankMembers = new long[(entries.length + 63) >>> 6];
    blankRanks = findBlankRanks();
  }

  /** Number of audiences. */
  public int count() {
    return entries.length;
  }

  /** Number of inputs that rules read. */
  public int inputCount() {
    return positionsByInput.length;
  }

  public String id(int rank) {
    return ids[rank];
  }

  /** By rank: a comma and the audience's id as a JSON string. */
  public ByteTable idsJson() {
    return idsJson;
  }

  /**
   * Takes the event's matches into the record's counters and rings and notes the inputs that
   * changed.
   *
   * @param scratch knows when the event happened: {@link EventScratch#at}
   */
  public void countEvent(
      EventBatch events,
      int event,
      ProfileRecord record,
      EventScratch scratch,
      ChangedInputs changed) {
    EventType type = events.type(event);
    if (type == EventType.PAGE) {
      pageCounters.count(events, event, JsonTape.NONE, record, scratch, changed);
    } else if (type == EventType.TRACK) {
      trackCounters.count(events, event, events.eventName(event), record, scratch, changed);
    } else if (events.exposedExperience(event) != JsonTape.NONE) {
      int experience = events.exposedExperience(event);
      exposureCounters.count(events, event, experience, record, scratch, changed);
    }
  }

  /** Drops the counters and rings that no rule of this set uses, and what rings hold too much. */
  public void dropUnusedCounters(ProfileRecord record) {
    Counters.retain(record, counterIdentities);
    Rings.retain(record, ringIdentities, ringCapacities);
  }

  /**
   * Notes that a trait has another value.
   *
   * @param key in canonical escapes
   * @param old the value before: JSON without insignificant white space; empty if there was none
   * @param value the new one, likewise
   */
  public void noteTrait(
      ByteSlice key, ByteSlice old, ByteSlice value, EventScratch scratch, ChangedInputs changed) {
    traits.noteChange(key, old, value, scratch, changed);
  }

  /** Notes that the location changed. */
  public void noteLocation(ChangedInputs changed) {
    changed.add(locationInput);
  }

  /** Notes that the device's class, browser or os changed. */
  public void noteDevice(ChangedInputs changed) {
    changed.add(deviceInput);
  }

  /** Notes that a session began. */
  public void noteSession(ChangedInputs changed) {
    session.noteBegin(changed);
  }

  /** Notes that the session's landing page was found. */
  public void noteLandingPage(ChangedInputs changed) {
    session.noteLandingPage(changed);
  }

  /**
   * Notes what an event's activity changed.
   *
   * @param lastEventMs the record's last event before, in epoch milliseconds
   * @param sessionLengthS the length of its present session before
   * @param nowS the time, in {@link EventSeconds}
   */
  public void noteActivity(
      ProfileRecord record,
      long lastEventMs,
      long sessionLengthS,
      long nowS,
      ChangedInputs changed) {
    session.noteLength(sessionLengthS, record, changed);
    timed.noteLastEvent(lastEventMs, record, nowS, changed);
  }

  /**
   * Notes all but the traits that may change in a record when another is merged into it, in which
   * also anything may lapse otherwise then. Traits are noted one by one, as they change.
   *
   * @param other the other record
   */
  public void noteMerge(ProfileRecord other, ChangedInputs changed) {
    merged.note(other, changed);
    session.noteMerge(changed);
    timed.noteMerge(changed);
    noteLocation(changed);
    noteDevice(changed);
  }

  /** Notes the inputs that time alone changed since a time, in {@link EventSeconds}. */
  public void noteLapses(ProfileRecord record, long sinceS, long nowS, ChangedInputs changed) {
    timed.noteLapses(record, sinceS, nowS, changed);
  }

  /** From when on time alone may change an input, in {@link EventSeconds}. */
  public long lapseS(ProfileRecord record, long nowS) {
    return timed.lapseS(record, nowS);
  }

  /** The ranks of the audiences in which a blank profile is, ascending; not to be written to. */
  public int[] blankRanks() {
    return blankRanks;
  }

  boolean isBlankMember(int rank) {
    return (blankMembers[rank >>> 6] & (1L << rank)) != 0;
  }

  long blankMembers(int word) {
    return blankMembers[word];
  }

  int rankAt(int position) {
    return rankByPosition[position];
  }

  /** The positions of the audiences that read an input. */
  int[] positionsByInput(int input) {
    return positionsByInput[input];
  }

  /** The positions of the audiences whose rules name this one. */
  int[] dependents(int rank) {
    return dependents[rank];
  }

  int factCount() {
    return facts.length;
  }

  Fact fact(int number) {
    return facts[number];
  }

  /** Which fact decides which rule; for explanations. */
  FactIndex factIndex() {
    return factIndex;
  }

  boolean holds(int fact, ProfileRecord record, FactCache cache) {
    return cache.holds(facts, fact, record);
  }

  boolean matches(int rank, ProfileRecord record, FactCache cache) {
    int at = entries[rank];
    while (at >= 0) {
      at = cache.holds(facts, tests[at], record) ? tests[at + 1] : tests[at + 2];
    }
    return at == MATCH;
  }

  private int[] findBlankRanks() {
    ProfileRecord blank = AudienceCompiler.blankRecord();
    FactCache cache = new FactCache();
    cache.begin(facts.length, blankMembers, 0);
    for (int rank : rankByPosition) {
      if (matches(rank, blank, cache)) {
        blankMembers[rank >>> 6] |= 1L << rank;
      }
    }
    return IntStream.range(0, count()).filter(this::isBlankMember).toArray();
  }
}
