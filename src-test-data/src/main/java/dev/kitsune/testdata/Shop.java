package dev.kitsune.testdata;

import java.util.List;

/** The words that generated events use and that generated audiences ask for. */
final class Shop {
  static final String ORIGIN = "https://shop.example.com";
  static final List<String> SECTIONS =
      List.of("/outdoor", "/spring", "/pricing", "/blog", "/running", "/travel");
  static final List<String> ARTICLES =
      List.of("/boots", "/tents", "/rain-jackets", "/packing-list", "/shoes", "/lamps");
  static final List<String> REFERRERS =
      List.of("https://search.example.com/", "https://news.example.net/", "", ORIGIN + "/");
  static final List<String> CAMPAIGNS =
      List.of("autumn-2026", "spring-2026", "launch", "newsletter", "");
  static final List<String> ACTIONS =
      List.of("add_to_cart", "registered", "subscribed", "video_played");
  static final List<String> PLANS = List.of("free", "team", "business", "enterprise");
  static final List<String> INDUSTRIES =
      List.of(
          "retail", "banking", "health", "media", "energy", "travel", "education", "government");
  static final List<String> STAGES = List.of("subscriber", "lead", "customer");
  static final List<String> CATEGORIES = List.of("boots", "tents", "lamps", "shoes");
  static final List<String> INTERESTS =
      List.of("hiking", "cycling", "climbing", "sailing", "skiing", "running");
  static final List<String> CONTINENTS = List.of("AF", "AN", "AS", "EU", "NA", "OC", "SA");
  static final int LOYALTY_POINTS_MAX = 999;
  static final int COMPANY_SIZE_MAX = 100_000;

  static final List<Place> PLACES =
      List.of(
          new Place("Berlin", "Berlin", "BE", "Germany", "DE", "EU", "Europe/Berlin"),
          new Place("Vienna", "Vienna", "9", "Austria", "AT", "EU", "Europe/Vienna"),
          new Place("Paris", "Ile-de-France", "IDF", "France", "FR", "EU", "Europe/Paris"),
          new Place("Austin", "Texas", "TX", "United States", "US", "NA", "America/Chicago"),
          new Place("Toronto", "Ontario", "ON", "Canada", "CA", "NA", "America/Toronto"),
          new Place(
              "Sydney", "New South Wales", "NSW", "Australia", "AU", "OC", "Australia/Sydney"),
          new Place("Osaka", "Osaka", "27", "Japan", "JP", "AS", "Asia/Tokyo"),
          new Place("Recife", "Pernambuco", "PE", "Brazil", "BR", "SA", "America/Recife"));

  /** Codes of countries where no generated visitor is. */
  static final List<String> OTHER_COUNTRIES =
      List.of(
          "NO", "SE", "FI", "DK", "NL", "BE", "LU", "CH", "IT", "ES", "PT", "GR", "PL", "CZ", "SK",
          "HU", "RO", "BG", "IE", "IS", "MX", "AR", "CL", "PE", "CO", "NZ", "IN", "CN", "KR", "TH",
          "VN", "ZA", "KE", "NG", "EG", "MA");

  private Shop() {}

  /** Where a visitor is. */
  record Place(
      String city,
      String region,
      String regionCode,
      String country,
      String countryCode,
      String continent,
      String timezone) {}
}
