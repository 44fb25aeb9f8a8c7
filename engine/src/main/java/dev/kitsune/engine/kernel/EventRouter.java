package dev.kitsune.engine.kernel;

import dev.kitsune.engine.profile.RandomNumber;
import java.util.function.LongSupplier;

/**
 * Settles which profile each event of a command goes to, in the events' order and before any is
 * applied: an id that nobody has becomes a new profile, a userId that nobody has becomes the
 * profile's own, one that another profile has sends the rest there. Owned by one thread. Data
 * plane.
 */
final class EventRouter {
  private final byte[] randomScratch = new byte[24];
  private int[] slots = new int[8];

  /**
   * Routes every event of the set's command.
   *
   * @param entropy where new profiles' random numbers come from
   */
  void route(RecordSet set, int eventCount, LongSupplier entropy) {
    if (slots.length < eventCount) {
      slots = new int[eventCount];
    }
    for (int event = 0; event < eventCount; event++) {
      slots[event] = routeEvent(set, event, entropy);
    }
  }

  /** The slot that the event goes to. */
  int slot(int event) {
    return slots[event];
  }

  private int routeEvent(RecordSet set, int event, LongSupplier entropy) {
    int addressed = addressed(set, set.addressedName(event), entropy);
    int userName = set.userName(event);
    if (userName != RecordSet.NOBODY) {
      routeUser(set, addressed, userName);
    }
    return set.slot(addressed).successor();
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

  private static void routeUser(RecordSet set, int addressed, int userName) {
    int owner = set.owner(userName);
    if (owner == RecordSet.NOBODY) {
      set.owner(userName, set.slot(addressed).successor());
    } else {
      /* profiles.md, rule 5: the rest of the request goes to the profile that has the name. */
      set.slot(addressed).successor(owner);
    }
  }
}
