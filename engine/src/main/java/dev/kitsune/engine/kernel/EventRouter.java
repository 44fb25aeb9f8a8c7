package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.profile.DigestRing;
import dev.kitsune.engine.profile.RandomNumber;
import java.util.function.LongSupplier;

/**
 * Settles which profile each event of a command goes to, in the events' order and before any is
 * applied: an id that nobody has becomes a new profile, a userId that nobody has becomes the
 * profile's own, and of one that another profile has either the profile is merged into that one or
 * the rest of the request goes there (profiles.md, identify, rules 1 to 6). An event that its
 * profile had in an earlier request does nothing of that. Owned by one thread. Data plane.
 */
final class EventRouter {
  private final byte[] randomScratch = new byte[24];
  private final ByteSlice id = new ByteSlice();
  private final ByteSlice userId = new ByteSlice();
  private boolean[] isFresh = new boolean[8];
  private boolean[] isClaim = new boolean[8];
  private int[] merged = new int[8];
  private boolean hasMerges;
  private int retold;
  private int retoldAs;

  /**
   * Routes every event of the set's command.
   *
   * @param entropy where new profiles' random numbers come from
   */
  void route(RecordSet set, Command command, LongSupplier entropy) {
    int eventCount = command.events().count();
    if (isFresh.length < eventCount) {
      isFresh = new boolean[eventCount];
      isClaim = new boolean[eventCount];
      merged = new int[eventCount];
    }
    hasMerges = false;
    retold = RecordSet.NOBODY;
    for (int event = 0; event < eventCount; event++) {
      set.eventSlot(event, routeEvent(set, command, event, entropy));
    }
  }

  /** Whether the profile that the event goes to does not know it from an earlier request. */
  boolean isFresh(int event) {
    return isFresh[event];
  }

  /** Whether the event makes its userId an alias of the profile that it goes to. */
  boolean isClaim(int event) {
    return isClaim[event];
  }

  /** The slot that the event merges into the one that it goes to, or {@link RecordSet#NOBODY}. */
  int merged(int event) {
    return merged[event];
  }

  /** Whether any event merges profiles. */
  boolean hasMerges() {
    return hasMerges;
  }

  /**
   * The slot of a new profile of a create whose identify event is known to another profile, so that
   * the request may have come before; {@link RecordSet#NOBODY} if there is none.
   */
  int retold() {
    return retold;
  }

  /** The slot of the profile that knows that event. */
  int retoldAs() {
    return retoldAs;
  }

  private int routeEvent(RecordSet set, Command command, int event, LongSupplier entropy) {
    int addressed = addressed(set, set.addressedName(event), entropy);
    int current = set.survivor(set.slot(addressed).successor());
    isFresh[event] = !isKept(set, current, command, event);
    isClaim[event] = false;
    merged[event] = RecordSet.NOBODY;
    int name = set.userName(event);
    if (name == RecordSet.NOBODY) {
      return current;
    }
    int owner = set.owner(name);
    if (owner == RecordSet.NOBODY) {
      claim(set, event, name, current);
      return current;
    }
    int named = set.survivor(owner);
    if (named == current) {
      noteOwnId(set, event, name, current);
      return current;
    }
    set.slot(addressed).successor(named);
    return routeToNamed(set, command, event, current, named);
  }

  private int addressed(RecordSet set, int name, LongSupplier entropy) {
    int owner = set.owner(name);
    if (owner != RecordSet.NOBODY) {
      return owner;
    }
    int added = set.addNew(name);
    RandomNumber.draw(set.slot(added).record(), entropy, randomScratch);
    return added;
  }

  private void claim(RecordSet set, int event, int name, int current) {
    if (isFresh[event]) {
      set.owner(name, current);
      set.slot(current).markIdentified();
      isClaim[event] = true;
    }
  }

  /* Rule 6: a profile that is named by its own id is identified. */
  private void noteOwnId(RecordSet set, int event, int name, int slot) {
    set.slot(slot).record().id(id);
    set.id(name, userId);
    if (isFresh[event] && userId.isEqual(id.array(), id.offset(), id.length())) {
      set.slot(slot).markIdentified();
    }
  }

  /* Rules 4 and 5. */
  private int routeToNamed(RecordSet set, Command command, int event, int current, int named) {
    boolean isKnownHere = !isFresh[event];
    boolean isAnonymous = !set.slot(current).isIdentified();
    boolean isMerging = isAnonymous || command.environment().mergesAlways();
    boolean isKept = isKept(set, named, command, event);
    isFresh[event] = !isKept && !(isMerging && isKnownHere);
    if (isFresh[event] && isMerging) {
      merge(set, event, current, named);
    }
    if (isKept && isAnonymous && set.slot(current).isUntold(command)) {
      retold = current;
      retoldAs = named;
      forgetKept(set, command, event, current, named);
    }
    noteOwnId(set, event, set.userName(event), named);
    return named;
  }

  /* A create that comes again has another id than before and is known by its identify event. */
  private void forgetKept(RecordSet set, Command command, int event, int current, int named) {
    for (int earlier = 0; earlier < event; earlier++) {
      if (set.eventSlot(earlier) == current && isKept(set, named, command, earlier)) {
        isFresh[earlier] = false;
      }
    }
  }

  private void merge(RecordSet set, int event, int current, int named) {
    if (set.slot(current).isIdentified()) {
      set.slot(named).markIdentified();
    }
    set.slot(current).survivor(named);
    merged[event] = current;
    hasMerges = true;
  }

  /** Whether a slot, or one that this request merged into it so far, had the event. */
  private boolean isKept(RecordSet set, int slot, Command command, int event) {
    long digest = command.events().digest(event);
    if (!hasMerges) {
      return DigestRing.EVENTS.contains(set.slot(slot).record(), digest);
    }
    for (int member = 0; member < set.slotCount(); member++) {
      if (set.survivor(member) == slot
          && DigestRing.EVENTS.contains(set.slot(member).record(), digest)) {
        return true;
      }
    }
    return false;
  }
}
