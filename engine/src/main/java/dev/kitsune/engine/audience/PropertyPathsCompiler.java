package dev.kitsune.engine.audience;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects the properties that conditions name into {@link PropertyPaths}. Control plane. */
final class PropertyPathsCompiler {
  private static final Pattern DOT = Pattern.compile("\\.");

  private record Level(NameNumbers names, IntArrayList slots) {}

  private final Map<Integer, Level> levelsByOwner = new LinkedHashMap<>();
  private int slotCount;

  /** The slot of the property that has the whole path as its name. */
  int literal(String path) {
    return slot(PropertyPaths.ROOT, path);
  }

  /** The slot of the property that the dots lead to. */
  int path(String path) {
    if (path.indexOf('.') < 0) {
      return PropertyPaths.NO_PATH;
    }
    int slot = PropertyPaths.ROOT;
    for (String name : DOT.split(path, -1)) {
      slot = slot(slot, name);
    }
    return slot;
  }

  PropertyPaths compile() {
    PropertyPaths.Level[] levels =
        levelsByOwner.entrySet().stream()
            .map(entry -> level(entry.getKey(), entry.getValue()))
            .toArray(PropertyPaths.Level[]::new);
    return new PropertyPaths(levels, slotCount);
  }

  private static PropertyPaths.Level level(int owner, Level level) {
    return new PropertyPaths.Level(owner, level.names.index(), level.slots.toIntArray());
  }

  private int slot(int owner, String name) {
    Level level =
        levelsByOwner.computeIfAbsent(
            owner, key -> new Level(new NameNumbers(), new IntArrayList()));
    int number = level.names.number(name);
    if (number == level.slots.size()) {
      level.slots.add(slotCount++);
    }
    return level.slots.getInt(number);
  }
}
