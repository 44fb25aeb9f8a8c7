package dev.kitsune.server.route;

/** The {@code Content-Type} of a request, and whether its body is taken. Data plane. */
final class MediaType {
  private MediaType() {}

  /** Whether it is text/plain or application/json, whatever its parameters. */
  static boolean isSupported(String contentType) {
    int semicolon = contentType.indexOf(';');
    int end = semicolon < 0 ? contentType.length() : semicolon;
    while (end > 0 && (contentType.charAt(end - 1) == ' ' || contentType.charAt(end - 1) == '\t')) {
      end--;
    }
    return is(contentType, end, "text/plain") || is(contentType, end, "application/json");
  }

  private static boolean is(String contentType, int end, String type) {
    return end == type.length() && contentType.regionMatches(true, 0, type, 0, end);
  }
}
