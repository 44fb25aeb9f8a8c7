package dev.kitsune.engine;

import dev.kitsune.engine.bytes.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Where a visitor is; null for what is not known. Immutable. {@link #NONE} and the {@code with}
 * methods make one: {@code Location.NONE.withCity("Bern").withCountryCode("CH")}.
 *
 * @param coordinates latitude and longitude
 * @param city the city's name
 * @param postalCode the postal code
 * @param region the region's name
 * @param regionCode the region's code
 * @param country the country's name
 * @param countryCode ISO 3166-1 alpha-2; the engine drops one that is none
 * @param continent the continent
 * @param timezone the time zone's name
 */
public record Location(
    @Nullable Coordinates coordinates,
    @Nullable String city,
    @Nullable String postalCode,
    @Nullable String region,
    @Nullable String regionCode,
    @Nullable String country,
    @Nullable String countryCode,
    @Nullable String continent,
    @Nullable String timezone) {
  /** Nothing is known. */
  public static final Location NONE =
      new Location(null, null, null, null, null, null, null, null, null);

  /**
   * A point on the globe, in degrees; finite in what the engine gives, and an event with another is
   * refused when it is built.
   *
   * @param latitude north of the equator
   * @param longitude east of Greenwich
   */
  public record Coordinates(double latitude, double longitude) {}

  /** The same place with its coordinates, in degrees. */
  public Location withCoordinates(double latitude, double longitude) {
    return new Location(
        new Coordinates(latitude, longitude),
        city,
        postalCode,
        region,
        regionCode,
        country,
        countryCode,
        continent,
        timezone);
  }

  /** The same place with its city. */
  public Location withCity(String name) {
    return new Location(
        coordinates,
        name,
        postalCode,
        region,
        regionCode,
        country,
        countryCode,
        continent,
        timezone);
  }

  /** The same place with its country's ISO 3166-1 alpha-2 code. */
  public Location withCountryCode(String code) {
    return new Location(
        coordinates, city, postalCode, region, regionCode, country, code, continent, timezone);
  }

  void write(JsonWriter json) {
    json.beginMember("location");
    if (coordinates != null) {
      json.beginMember("coordinates")
          .member("latitude", coordinates.latitude())
          .member("longitude", coordinates.longitude())
          .endMember();
    }
    json.member("city", city)
        .member("postalCode", postalCode)
        .member("region", region)
        .member("regionCode", regionCode)
        .member("country", country)
        .member("countryCode", countryCode)
        .member("continent", continent)
        .member("timezone", timezone)
        .endMember();
  }
}
