package dev.kitsune.engine.bytes;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map that nobody can change, in the order in which it was filled; null values are allowed. Not
 * one of the JDK's, because copying it costs nothing, and because few members are searched one by
 * one, so that they need no hash table. For any thread.
 *
 * @param <V> the values' type
 */
public final class OrderedMap<V extends @Nullable Object> extends AbstractMap<String, V> {
  /** Of more members than this the index is found by hash. */
  static final int SEARCHED_COUNT_MAX = 16;

  private static final int NONE = -1;
  private static final OrderedMap<?> EMPTY = new OrderedMap<>(new Filling<>(0));

  private final @Nullable String[] keys;
  private final @Nullable Object[] values;
  private final int count;
  private final @Nullable Map<@Nullable String, Integer> indexes;

  private OrderedMap(Filling<V> filled) {
    keys = filled.keys;
    values = filled.values;
    count = filled.count;
    indexes = filled.indexes;
  }

  /** A copy of a map in its order; the map itself where it is one of this class. */
  public static <V extends @Nullable Object> Map<String, V> copyOf(Map<String, V> map) {
    if (map instanceof OrderedMap) {
      return map;
    }
    Filling<V> filling = new Filling<>(map.size());
    map.forEach(filling::put);
    return filling.map();
  }

  /** The map without members. */
  @SuppressWarnings("unchecked") // it has no values of any type
  static <V extends @Nullable Object> Map<String, V> empty() {
    return (Map<String, V>) EMPTY;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return index(keys, count, indexes, key) != NONE;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int index = index(keys, count, indexes, key);
    return index == NONE ? null : value(index);
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super V> action) {
    for (int index = 0; index < count; index++) {
      action.accept(key(index), value(index));
    }
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return new Entries();
  }

  /* Null only where the copied map had such a key, against its type. */
  @SuppressWarnings("NullAway")
  private String key(int index) {
    return keys[index];
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // what was filled in
  private V value(int index) {
    return (V) values[index];
  }

  private static int index(
      @Nullable String[] keys,
      int count,
      @Nullable Map<@Nullable String, Integer> indexes,
      @Nullable Object key) {
    if (indexes != null) {
      return indexes.getOrDefault(key, NONE);
    }
    for (int index = 0; index < count; index++) {
      if (Objects.equals(keys[index], key)) {
        return index;
      }
    }
    return NONE;
  }

  /**
   * A map in the making; of a key that is put twice the last value counts, at the first one's
   * place. Owned by one thread, and used no more once {@link #map} was called.
   *
   * @param <V> the values' type
   */
  public static final class Filling<V extends @Nullable Object> {
    private @Nullable String[] keys;
    private @Nullable Object[] values;
    private @Nullable Map<@Nullable String, Integer> indexes;
    private int count;

    /** Begins without members, with room for so many. */
    public Filling(int capacity) {
      keys = new String[capacity];
      values = new Object[capacity];
    }

    /** Adds a member. */
    public void put(String key, @Nullable V value) {
      int index = index(keys, count, indexes, key);
      if (index == NONE) {
        index = add(key);
      }
      values[index] = value;
    }

    /** The map of what was put. */
    public Map<String, V> map() {
      return new OrderedMap<>(this);
    }

    private int add(String key) {
      if (count == keys.length) {
        keys = Arrays.copyOf(keys, 2 * count + 1);
        values = Arrays.copyOf(values, 2 * count + 1);
      }
      if (count == SEARCHED_COUNT_MAX) {
        indexes = new HashMap<>(2 * keys.length);
        for (int index = 0; index < count; index++) {
          indexes.put(keys[index], index);
        }
      }
      if (indexes != null) {
        indexes.put(key, count);
      }
      keys[count] = key;
      return count++;
    }
  }

  private final class Entries extends AbstractSet<Entry<String, V>> {
    @Override
    public int size() {
      return count;
    }

    @Override
    public Iterator<Entry<String, V>> iterator() {
      return new Iterator<>() {
        private int index;

        @Override
        public boolean hasNext() {
          return index < count;
        }

        @Override
        public Entry<String, V> next() {
          if (index == count) {
            throw new NoSuchElementException();
          }
          Entry<String, V> entry = new SimpleImmutableEntry<>(key(index), value(index));
          index++;
          return entry;
        }
      };
    }
  }
}
