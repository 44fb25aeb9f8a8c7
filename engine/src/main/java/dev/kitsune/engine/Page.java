package dev.kitsune.engine;

import dev.kitsune.engine.bytes.JsonName;
import dev.kitsune.engine.bytes.JsonWriter;
import dev.kitsune.engine.bytes.OrderedMap;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A page: what a page event tells, and what a session keeps of its landing page. Immutable.
 *
 * @param path the path, as it stands in the URL
 * @param query the query's parameters, decoded; unmodifiable, in their order
 * @param referrer the URL of the page before; empty if there was none
 * @param search the query as it stands in the URL, with its question mark; or empty
 * @param url the whole URL
 */
public record Page(
    String path, Map<String, String> query, String referrer, String search, String url) {
  /** A page of which nothing is known; the landing page of a session that saw none. */
  public static final Page NONE = new Page("", Map.of(), "", "", "");

  private static final JsonName PATH = JsonName.of("path");
  private static final JsonName QUERY = JsonName.of("query");
  private static final JsonName REFERRER = JsonName.of("referrer");
  private static final JsonName SEARCH = JsonName.of("search");
  private static final JsonName URL = JsonName.of("url");

  static final int MEMBER_COUNT = 5;

  /** Copies the query. */
  public Page {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(referrer, "referrer");
    Objects.requireNonNull(search, "search");
    Objects.requireNonNull(url, "url");
    query = OrderedMap.copyOf(Objects.requireNonNull(query, "query"));
  }

  /**
   * The page of a URL, without a referrer. Of a parameter that stands twice the last counts.
   *
   * @throws IllegalArgumentException if it is no URL (RFC 2396)
   */
  public static Page of(String url) {
    return of(URI.create(Objects.requireNonNull(url, "url")));
  }

  /** The same of a parsed URL. */
  public static Page of(URI url) {
    String path = url.getRawPath();
    String query = url.getRawQuery();
    return new Page(
        path == null ? "" : path,
        query == null ? Map.of() : parameters(query),
        "",
        query == null ? "" : "?" + query,
        url.toString());
  }

  /** The same page, come to from another. */
  public Page withReferrer(String newReferrer) {
    return new Page(path, query, newReferrer, search, url);
  }

  void write(JsonWriter json) {
    json.member(PATH, path)
        .member(QUERY, query)
        .member(REFERRER, referrer)
        .member(SEARCH, search)
        .member(URL, url);
  }

  static boolean isMember(String name) {
    return switch (name) {
      case "path", "query", "referrer", "search", "url" -> true;
      default -> false;
    };
  }

  @SuppressWarnings("StringSplitter") // empty parameters are left out anyway
  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : query.split("&")) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (!name.isEmpty()) {
        parameters.put(decoded(name), equals < 0 ? "" : decoded(parameter.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
