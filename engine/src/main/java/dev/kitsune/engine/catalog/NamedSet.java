package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The audiences, or the experiences, of an environment while its files are read, by id, in the
 * order of the files. Control plane.
 */
final class NamedSet<T> {
  /**
   * One of them.
   *
   * @param place what it was read from, in the plain form's words
   * @param label its name in warnings where it may be left out; null if it is of the plain form
   */
  record Named<T>(String id, T definition, ConfigurationValue place, @Nullable String label) {}

  private final Map<String, Named<T>> byId = new LinkedHashMap<>();
  private final LeftOut leftOut;

  NamedSet(LeftOut leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * Adds one. A second one of its id is refused; copies within one Contentful file are left out.
   *
   * @throws ConfigurationException with both places
   */
  void add(Named<T> named) {
    Named<T> first = byId.putIfAbsent(named.id(), named);
    if (first != null) {
      ConfigurationException duplicate = duplicate(named.place(), first.place());
      if (named.label() == null || !first.place().file().equals(named.place().file())) {
        throw duplicate;
      }
      leftOut.add(named.label(), duplicate);
    }
  }

  /**
   * Leaves one out.
   *
   * @throws ConfigurationException the reason, if it is of the plain form
   */
  void leaveOut(Named<T> named, ConfigurationException reason) {
    if (named.label() == null) {
      throw reason;
    }
    leftOut.add(named.label(), reason);
    byId.remove(named.id());
  }

  boolean contains(String id) {
    return byId.containsKey(id);
  }

  /** Whether there is one of this id, and it stands at this place. */
  boolean isFrom(String id, ConfigurationValue idPlace) {
    Named<T> named = byId.get(id);
    ConfigurationValue place = named == null ? idPlace : named.place().member("id");
    return named != null
        && place.file().equals(idPlace.file())
        && place.pointer().equals(idPlace.pointer());
  }

  int count() {
    return byId.size();
  }

  List<Named<T>> all() {
    return new ArrayList<>(byId.values());
  }

  /** Where each stands, by its id. */
  Map<String, ConfigurationValue> places() {
    Map<String, ConfigurationValue> places = new HashMap<>();
    byId.forEach((id, named) -> places.put(id, named.place()));
    return places;
  }

  /** The definitions of those that match. */
  List<T> definitions(Predicate<ConfigurationValue> isWanted) {
    return byId.values().stream()
        .filter(named -> isWanted.test(named.place()))
        .map(Named::definition)
        .toList();
  }

  /**
   * Returns if there are not too many.
   *
   * @param what they are: the limit's name in {@code settings.limits}
   * @throws ConfigurationException at the first one too many
   */
  void checkCount(String what, int countMax) {
    if (byId.size() > countMax) {
      throw all()
          .get(countMax)
          .place()
          .refused(
              "found %d %s, expected at most %d; settings.limits.%s may allow up to %d"
                  .formatted(
                      byId.size(), what, countMax, what, EnvironmentLimits.SUPPORTED_COUNT_MAX));
    }
  }

  private static ConfigurationException duplicate(
      ConfigurationValue second, ConfigurationValue first) {
    ConfigurationValue id = second.member("id");
    return id.refused(
        "duplicate id " + id.found() + ", first at " + first.file() + " " + first.pointer());
  }
}
