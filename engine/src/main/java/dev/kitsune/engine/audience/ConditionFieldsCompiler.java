package dev.kitsune.engine.audience;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the fields that a set of conditions reads, with the names of all query parameters and
 * properties among them. Control plane; used once.
 */
final class ConditionFieldsCompiler {
  private record FieldKey(EventField field, String name) {}

  private record Place(EventField field, int at, int path) {}

  private final Map<FieldKey, Integer> numbers = new LinkedHashMap<>();
  private final List<Place> places = new ArrayList<>();
  private final NameNumbers parameters = new NameNumbers();
  private final PropertyPathsCompiler properties = new PropertyPathsCompiler();

  /** The number of a field, new or known. */
  int number(EventField field, String name) {
    return numbers.computeIfAbsent(
        new FieldKey(field, name),
        key -> {
          places.add(place(field, name));
          return places.size() - 1;
        });
  }

  QueryParameters parameters() {
    return new QueryParameters(parameters);
  }

  PropertyPaths properties() {
    return properties.compile();
  }

  /** The fields by their numbers. */
  ConditionField[] fields(QueryParameters compiled) {
    return places.stream()
        .map(place -> new ConditionField(place.field, compiled, place.at, place.path))
        .toArray(ConditionField[]::new);
  }

  private Place place(EventField field, String name) {
    return switch (field) {
      case PAGE_QUERY -> parameter(field, name);
      case CAMPAIGN_NAME -> parameter(field, "utm_campaign");
      case CAMPAIGN_SOURCE -> parameter(field, "utm_source");
      case CAMPAIGN_MEDIUM -> parameter(field, "utm_medium");
      case CAMPAIGN_TERM -> parameter(field, "utm_term");
      case CAMPAIGN_CONTENT -> parameter(field, "utm_content");
      case PROPERTIES -> new Place(field, properties.literal(name), properties.path(name));
      case PAGE_URL, PAGE_PATH, PAGE_REFERRER, VARIANT_INDEX ->
          new Place(field, 0, PropertyPaths.NO_PATH);
    };
  }

  private Place parameter(EventField field, String name) {
    return new Place(field, parameters.number(name), PropertyPaths.NO_PATH);
  }
}
