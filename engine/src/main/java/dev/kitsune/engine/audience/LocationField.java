package dev.kitsune.engine.audience;

/** A member of a profile's location that rules may read. */
public enum LocationField {
  CONTINENT("continent"),
  COUNTRY_CODE("countryCode"),
  COUNTRY("country"),
  REGION("region"),
  REGION_CODE("regionCode"),
  CITY("city"),
  POSTAL_CODE("postalCode"),
  TIMEZONE("timezone");

  private final String member;

  LocationField(String member) {
    this.member = member;
  }

  /** The member's name in rules, events and answers. */
  public String member() {
    return member;
  }
}
