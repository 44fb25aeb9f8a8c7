package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.ByteTable;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventType;
import dev.kitsune.engine.profile.Counters;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.Arrays;

/**
 * The audiences of one environment, compiled. An audience is known by its rank, its place in the
 * order of answers. Distinct conditions are facts, evaluated at most once; each fact reads one
 * input, and each input knows the audiences that depend on it, so that an event evaluates only what
 * it changed. Immutable, for any thread; built by {@link AudienceCompiler}, read on the data plane.
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
  private final int[][] audiencesByInput;
  private final ByteKeyIndex traitKeys;
  private final int[][] inputsByTraitKey;
  private final int locationInput;
  private final int sessionInput;
  private final EventCounters pageCounters;
  private final EventCounters trackCounters;
  private final long[] counterIdentities;
  private final long[] blankMembers;
  private final int[] blankRanks;

  AudienceSet(AudienceCompiler compiler) {
    ids = compiler.ids();
    idsJson = compiler.idsJson();
    entries = compiler.entries();
    tests = compiler.tests();
    facts = compiler.facts();
    audiencesByInput = compiler.audiencesByInput();
    traitKeys = compiler.traitKeys();
    inputsByTraitKey = compiler.inputsByTraitKey();
    locationInput = compiler.locationInput();
    sessionInput = compiler.sessionInput();
    pageCounters = compiler.pageCounters();
    trackCounters = compiler.trackCounters();
    counterIdentities = compiler.counterIdentities();
    blankMembers = new long[(entries.length + 63) >>> 6];
    blankRanks = findBlankRanks();
  }

  /** Number of audiences. */
  public int count() {
    return entries.length;
  }

  /** Number of inputs that rules read. */
  public int inputCount() {
    return audiencesByInput.length;
  }

  public String id(int rank) {
    return ids[rank];
  }

  /** By rank: a comma and the audience's id as a JSON string. */
  public ByteTable idsJson() {
    return idsJson;
  }

  /** Counts the event's matches in the record and notes the counters that changed. */
  public void countEvent(
      EventBatch events,
      int event,
      ProfileRecord record,
      EventScratch scratch,
      ChangedInputs changed) {
    EventType type = events.type(event);
    if (type == EventType.PAGE) {
      pageCounters.count(events, event, record, scratch, changed);
    } else if (type == EventType.TRACK) {
      trackCounters.count(events, event, record, scratch, changed);
    }
  }

  /** Drops the counters that no rule of this set uses. */
  public void dropUnusedCounters(ProfileRecord record) {
    Counters.retain(record, counterIdentities);
  }

  /** Notes that a trait was written. */
  public void noteTrait(ByteSlice canonicalKey, ChangedInputs changed) {
    int at = traitKeys.find(canonicalKey.array(), canonicalKey.offset(), canonicalKey.length());
    if (at != ByteKeyIndex.NONE) {
      for (int input : inputsByTraitKey[at]) {
        changed.add(input);
      }
    }
  }

  /** Notes that the location changed. */
  public void noteLocation(ChangedInputs changed) {
    changed.add(locationInput);
  }

  /** Notes that a session began. */
  public void noteSession(ChangedInputs changed) {
    changed.add(sessionInput);
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

  int[] audiencesOf(int input) {
    return audiencesByInput[input];
  }

  int factCount() {
    return facts.length;
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
    cache.clear(facts.length);
    int[] ranks = new int[count()];
    int members = 0;
    for (int rank = 0; rank < count(); rank++) {
      if (matches(rank, blank, cache)) {
        blankMembers[rank >>> 6] |= 1L << rank;
        ranks[members++] = rank;
      }
    }
    return Arrays.copyOf(ranks, members);
  }
}
