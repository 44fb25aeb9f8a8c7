package dev.kitsune.engine.bytes;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map that nobody can change, in the order in which it was filled; null values are allowed.
 * Copying it costs nothing, which is why it is not one of the JDK's. For any thread.
 *
 * @param <V> the values' type
 */
public final class OrderedMap<V extends @Nullable Object> extends AbstractMap<String, V> {
  private static final OrderedMap<?> EMPTY = new OrderedMap<>(new LinkedHashMap<>());

  private final Map<String, V> members;

  private OrderedMap(Map<String, V> members) {
    this.members = members;
  }

  /** A copy of a map in its order; the map itself where it is one of this class. */
  public static <V extends @Nullable Object> Map<String, V> copyOf(Map<String, V> map) {
    return map instanceof OrderedMap ? map : of(new LinkedHashMap<>(map));
  }

  /** What was filled here and is changed no more. */
  static <V extends @Nullable Object> Map<String, V> of(Map<String, V> filled) {
    return new OrderedMap<>(filled);
  }

  /** The map without members. */
  @SuppressWarnings("unchecked") // it has no values of any type
  static <V extends @Nullable Object> Map<String, V> empty() {
    return (Map<String, V>) EMPTY;
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return members.containsKey(key);
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    return members.get(key);
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super V> action) {
    members.forEach(action);
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return Collections.unmodifiableMap(members).entrySet();
  }
}
