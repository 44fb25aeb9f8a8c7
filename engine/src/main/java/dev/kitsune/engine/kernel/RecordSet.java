package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import java.util.Arrays;

/**
 * All that one command may read and change: the ids that it names, whose profile each is, and those
 * profiles' records. The executor names the ids and loads the slots, the kernel changes them and
 * claims ids, the executor writes back what changed. Owned by one thread; keeps memory for the most
 * names and slots seen, and up to 64 KiB per record. Data plane.
 */
public final class RecordSet {
  /* A rare long record must not stay allocated in each slot of each worker. */
  private static final int RECORD_CAPACITY_KEPT = 64 * 1_024;

  /** Says that nobody has the id. */
  public static final int NOBODY = -1;

  private final ByteSink ids = new ByteSink(512);
  private int[] idOffsets = new int[8];
  private int[] idLengths = new int[8];
  private long[] keysHigh = new long[8];
  private long[] keysLow = new long[8];
  private int[] owners = new int[8];
  private int nameCount;
  private final IdLinks links = new IdLinks();

  private int[] addressedNames = new int[8];
  private int[] userNames = new int[8];
  private int[] eventSlots = new int[8];

  private ProfileSlot[] slots = {new ProfileSlot()};
  private int slotCount;

  /** Forgets everything, for a command with this many events. */
  public void clear(int eventCount) {
    for (int slot = 0; slot < slotCount; slot++) {
      slots[slot].record().bytes().clearAndShrink(RECORD_CAPACITY_KEPT);
    }
    ids.clear();
    links.clear();
    nameCount = 0;
    slotCount = 0;
    if (addressedNames.length < eventCount) {
      addressedNames = new int[eventCount];
      userNames = new int[eventCount];
      eventSlots = new int[eventCount];
    }
  }

  /** The name with this key, added if it is new; two ids with one key are told apart. */
  public int name(ByteSlice id, long keyHigh, long keyLow) {
    for (int name = 0; name < nameCount; name++) {
      if (keysLow[name] == keyLow && keysHigh[name] == keyHigh && isId(name, id)) {
        return name;
      }
    }
    return addName(id, keyHigh, keyLow);
  }

  public int nameCount() {
    return nameCount;
  }

  public ByteSlice id(int name, ByteSlice id) {
    return id.wrap(ids.array(), idOffsets[name], idLengths[name]);
  }

  public long keyHigh(int name) {
    return keysHigh[name];
  }

  public long keyLow(int name) {
    return keysLow[name];
  }

  /** The slot of the profile that has this id or alias, or {@link #NOBODY}. */
  public int owner(int name) {
    return owners[name];
  }

  public void owner(int name, int slot) {
    owners[name] = slot;
  }

  /** The slot that answers for a name once the kernel has run. */
  public int finalOwner(int name) {
    return survivor(slots[owners[name]].successor());
  }

  /** The slot that is left of a slot once the kernel has run: itself, or whom it merged into. */
  public int survivor(int slot) {
    int at = slot;
    while (slots[at].survivor() != at) {
      at = slots[at].survivor();
    }
    return at;
  }

  /** What the kernel changed about which profile an id leads to. */
  public IdLinks links() {
    return links;
  }

  /** Notes which names an event speaks of. */
  public void eventNames(int event, int addressedName, int userName) {
    addressedNames[event] = addressedName;
    userNames[event] = userName;
  }

  /** The name of the profile that an event was sent to. */
  public int addressedName(int event) {
    return addressedNames[event];
  }

  /** The name of an identify event's userId; NOBODY where it is empty. */
  int userName(int event) {
    return userNames[event];
  }

  /** The slot that an event goes to. */
  public int eventSlot(int event) {
    return eventSlots[event];
  }

  void eventSlot(int event, int slot) {
    eventSlots[event] = slot;
  }

  /** Adds a slot for a record that the store has, to be loaded. */
  public int addLoaded(long keyHigh, long keyLow) {
    return addSlot(keyHigh, keyLow, false);
  }

  int addNew(int name) {
    int slot = addSlot(keysHigh[name], keysLow[name], true);
    slots[slot].record().begin(ids.array(), idOffsets[name], idLengths[name]);
    owners[name] = slot;
    return slot;
  }

  /** The loaded slot with this key, or {@link #NOBODY}. */
  public int slotOf(long keyHigh, long keyLow) {
    for (int slot = 0; slot < slotCount; slot++) {
      if (slots[slot].keyLow() == keyLow && slots[slot].keyHigh() == keyHigh) {
        return slot;
      }
    }
    return NOBODY;
  }

  public int slotCount() {
    return slotCount;
  }

  public ProfileSlot slot(int slot) {
    return slots[slot];
  }

  /** Forgets whose each name is, before the set is loaded. */
  public void forgetSlots() {
    slotCount = 0;
    links.clear();
    Arrays.fill(owners, 0, nameCount, NOBODY);
  }

  /** Takes back the last slot. */
  public void removeLastSlot() {
    slotCount--;
  }

  private int addSlot(long keyHigh, long keyLow, boolean isNew) {
    if (slotCount == slots.length) {
      slots = Arrays.copyOf(slots, slotCount * 2);
      for (int i = slotCount; i < slots.length; i++) {
        slots[i] = new ProfileSlot();
      }
    }
    slots[slotCount].begin(slotCount, keyHigh, keyLow, isNew);
    return slotCount++;
  }

  private int addName(ByteSlice id, long keyHigh, long keyLow) {
    if (nameCount == owners.length) {
      growNames();
    }
    idOffsets[nameCount] = ids.length();
    idLengths[nameCount] = id.length();
    ids.put(id.array(), id.offset(), id.length());
    keysHigh[nameCount] = keyHigh;
    keysLow[nameCount] = keyLow;
    owners[nameCount] = NOBODY;
    return nameCount++;
  }

  private boolean isId(int name, ByteSlice id) {
    return id.isEqual(ids.array(), idOffsets[name], idLengths[name]);
  }

  private void growNames() {
    int capacity = owners.length * 2;
    idOffsets = Arrays.copyOf(idOffsets, capacity);
    idLengths = Arrays.copyOf(idLengths, capacity);
    keysHigh = Arrays.copyOf(keysHigh, capacity);
    keysLow = Arrays.copyOf(keysLow, capacity);
    owners = Arrays.copyOf(owners, capacity);
  }
}
