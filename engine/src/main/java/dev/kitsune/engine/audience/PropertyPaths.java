package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;

/**
 * The properties that conditions name, found in one walk over an event's {@code properties}: each
 * path looked up literally, then as a dotted path; source: audiences.md, Operators. An object is
 * walked if a path leads into it, and once. Immutable; what was found stands in the scratch. Data
 * plane.
 */
final class PropertyPaths {
  /** The owner of the level of the top-level names. */
  static final int ROOT = -1;

  /** Says that a path has no dot. */
  static final int NO_PATH = -1;

  /** The names wanted in one object: the properties, or the value in the slot {@code owner}. */
  static final class Level {
    private final int owner;
    private final ByteKeyIndex names;
    private final int[] slots;

    Level(int owner, ByteKeyIndex names, int[] slots) {
      this.owner = owner;
      this.names = names;
      this.slots = slots;
    }
  }

  private final Level[] levels;
  private final int slotCount;

  /**
   * @param levels the level that an owner's slot is in comes before the owner's level
   */
  PropertyPaths(Level[] levels, int slotCount) {
    this.levels = levels;
    this.slotCount = slotCount;
  }

  /** Notes the value of each slot. */
  void find(EventBatch events, int event, EventScratch scratch) {
    if (slotCount == 0) {
      return;
    }
    scratch.clearProperties(slotCount);
    JsonTape tape = events.tape();
    int properties = events.properties(event);
    for (Level level : levels) {
      int object = level.owner == ROOT ? properties : scratch.propertyNodes[level.owner];
      if (object != JsonTape.NONE && tape.kind(object) == JsonTape.OBJECT) {
        find(level, tape, object, scratch);
      }
    }
  }

  /** The value that was found, or {@link JsonTape#NONE}. */
  static int node(int literal, int path, EventScratch scratch) {
    int node = scratch.propertyNodes[literal];
    return node == JsonTape.NONE && path != NO_PATH ? scratch.propertyNodes[path] : node;
  }

  /* The last member of a name counts. */
  private static void find(Level level, JsonTape tape, int object, EventScratch scratch) {
    int end = tape.next(object);
    for (int key = object + 1; key < end; key = tape.nextKey(key)) {
      int at = scratch.find(level.names, tape, key);
      if (at != ByteKeyIndex.NONE) {
        scratch.propertyNodes[level.slots[at]] = key + 1;
      }
    }
  }
}
