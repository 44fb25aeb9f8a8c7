package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonNumber;
import dev.kitsune.engine.bytes.JsonValues;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.StoredLocation;
import org.jspecify.annotations.Nullable;

/** Makes a value of a record's location. Owned by one thread. */
final class LocationReader {
  private final ByteSlice slice = new ByteSlice();

  Location read(ProfileRecord record) {
    return StoredLocation.isEmpty(record)
        ? Location.NONE
        : new Location(
            coordinates(record),
            text(record, StoredLocation.CITY),
            text(record, StoredLocation.POSTAL_CODE),
            text(record, StoredLocation.REGION),
            text(record, StoredLocation.REGION_CODE),
            text(record, StoredLocation.COUNTRY),
            text(record, StoredLocation.COUNTRY_CODE),
            text(record, StoredLocation.CONTINENT),
            text(record, StoredLocation.TIMEZONE));
  }

  /* Records of earlier versions may hold numbers beyond any double. */
  private Location.@Nullable Coordinates coordinates(ProfileRecord record) {
    if (StoredLocation.member(record, StoredLocation.LATITUDE, slice).length() == 0) {
      return null;
    }
    double latitude = number(record, StoredLocation.LATITUDE);
    double longitude = number(record, StoredLocation.LONGITUDE);
    return Double.isFinite(latitude) && Double.isFinite(longitude)
        ? new Location.Coordinates(latitude, longitude)
        : null;
  }

  private double number(ProfileRecord record, int member) {
    StoredLocation.member(record, member, slice);
    return JsonNumber.toDouble(slice.array(), slice.offset(), slice.length());
  }

  private @Nullable String text(ProfileRecord record, int member) {
    StoredLocation.member(record, member, slice);
    return slice.length() == 0 ? null : JsonValues.text(slice);
  }
}
