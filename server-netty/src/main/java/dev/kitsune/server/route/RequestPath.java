package dev.kitsune.server.route;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Utf8;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;

/**
 * The path of a request target: split on {@code /} first, its variable segments percent-decoded as
 * UTF-8 when asked for, so that {@code %2F} belongs to an id and {@code +} stays itself. Slices are
 * valid until the next {@link #match}. Owned by one thread; allocates only for a target longer than
 * any before. Data plane.
 */
public final class RequestPath {
  private static final String ORGANIZATIONS = "/v2/organizations/";
  private static final String OPERATORS = "/admin/organizations/";
  private static final String ENVIRONMENTS = "/environments/";
  private static final String PROFILES = "/profiles";
  private static final String EVENTS = "/events";
  private static final String EXPLAIN = "/explain";
  private static final String IMPORT_EVENTS = "/import/events";
  private static final int ESCAPE_LENGTH = 3;

  private final ByteSlice organizationId = new ByteSlice();
  private final ByteSlice environmentSlug = new ByteSlice();
  private final ByteSlice profileId = new ByteSlice();
  private byte[] decoded = new byte[512];
  private String target = "";
  private int end;
  private int organizationStart;
  private int organizationEnd;
  private int environmentStart;
  private int environmentEnd;
  private int profileStart;
  private int profileEnd;

  /** Finds what the target names. Nothing is decoded yet, so a faulty escape is no fault yet. */
  Resource match(String newTarget) {
    target = newTarget;
    int start = pathStart(newTarget);
    int query = newTarget.indexOf('?', start);
    end = query < 0 ? newTarget.length() : query;
    if (newTarget.startsWith(ORGANIZATIONS, start)) {
      int found = matchEnvironment(start + ORGANIZATIONS.length());
      return found < 0 ? Resource.NONE : matchCollection(found);
    }
    if (newTarget.startsWith(OPERATORS, start)) {
      int found = matchEnvironment(start + OPERATORS.length());
      return found < 0 ? Resource.NONE : matchTransfer(found);
    }
    return matchOther(start);
  }

  ByteSlice organizationId() {
    return decode(organizationStart, organizationEnd, organizationId, "organization id");
  }

  ByteSlice environmentSlug() {
    return decode(environmentStart, environmentEnd, environmentSlug, "environment slug");
  }

  /** The id of the profile; may be empty or too long, which the engine refuses. */
  ByteSlice profileId() {
    return decode(profileStart, profileEnd, profileId, "profile id");
  }

  /** Where the path starts: proxies may send {@code http://host/path}. */
  static int pathStart(String target) {
    if (target.startsWith("/")) {
      return 0;
    }
    int scheme = target.indexOf("://");
    if (scheme < 0) {
      return 0;
    }
    int authorityEnd = scheme + "://".length();
    while (authorityEnd < target.length() && "/?".indexOf(target.charAt(authorityEnd)) < 0) {
      authorityEnd++;
    }
    return authorityEnd;
  }

  private Resource matchOther(int start) {
    if (isRest("/health/live", start)) {
      return Resource.LIVE;
    }
    if (isRest("/health/ready", start)) {
      return Resource.READY;
    }
    if (isRest("/metrics", start)) {
      return Resource.METRICS;
    }
    return isRest("/openapi.json", start) ? Resource.OPENAPI : Resource.NONE;
  }

  /* Where the segment of the environment ends; -1 if there is none. */
  private int matchEnvironment(int start) {
    organizationStart = start;
    organizationEnd = segmentEnd(start);
    if (!target.startsWith(ENVIRONMENTS, organizationEnd)) {
      return -1;
    }
    environmentStart = organizationEnd + ENVIRONMENTS.length();
    environmentEnd = segmentEnd(environmentStart);
    return environmentEnd;
  }

  private Resource matchTransfer(int start) {
    if (isRest("/import", start)) {
      return Resource.IMPORT_PROFILES;
    }
    return isRest("/export", start) ? Resource.EXPORT_PROFILES : Resource.NONE;
  }

  private Resource matchCollection(int start) {
    if (isRest(PROFILES, start)) {
      return Resource.PROFILES;
    }
    if (isRest(EVENTS, start)) {
      return Resource.EVENTS;
    }
    if (isRest(IMPORT_EVENTS, start)) {
      return Resource.IMPORT_EVENTS;
    }
    int slash = start + PROFILES.length();
    if (!target.startsWith(PROFILES, start) || target.charAt(slash) != '/') {
      return Resource.NONE;
    }
    profileStart = slash + 1;
    profileEnd = segmentEnd(profileStart);
    if (profileEnd == end) {
      return Resource.PROFILE;
    }
    return isRest(EXPLAIN, profileEnd) ? Resource.EXPLANATION : Resource.NONE;
  }

  private boolean isRest(String literal, int start) {
    return end - start == literal.length() && target.startsWith(literal, start);
  }

  private int segmentEnd(int start) {
    int slash = target.indexOf('/', start);
    return slash < 0 || slash > end ? end : slash;
  }

  /* Decoded bytes never outnumber the characters they come from, so each segment is decoded to its
   * own index of the target, and segments cannot overlap. */
  private ByteSlice decode(int start, int stop, ByteSlice slice, String name) {
    if (decoded.length < target.length()) {
      decoded = new byte[target.length()];
    }
    int length = 0;
    int signs = 0;
    for (int at = start; at < stop; length++) {
      char c = target.charAt(at);
      int value = c == '%' ? escape(at, stop, name) : c;
      at += c == '%' ? ESCAPE_LENGTH : 1;
      signs |= value;
      decoded[start + length] = (byte) value;
    }
    slice.wrap(decoded, start, length);
    if (signs >= 0x80 && !Utf8.isValid(decoded, start, length)) {
      throw invalid(name + " in the path must be UTF-8");
    }
    return slice;
  }

  private int escape(int at, int stop, String name) {
    int high = at + 2 < stop ? Character.digit(target.charAt(at + 1), 16) : -1;
    int low = at + 2 < stop ? Character.digit(target.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw invalid(name + " in the path must be percent-encoded: % without two hex digits");
    }
    return high << 4 | low;
  }

  private static ExperienceException invalid(String detail) {
    return new ExperienceException(ErrorCode.INVALID_DATA, detail);
  }
}
