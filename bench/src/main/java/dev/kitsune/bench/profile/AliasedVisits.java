package dev.kitsune.bench.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two typical visits on two days, ten requests; the last names the visitor, by an id of its own.
 * Owned by one thread.
 */
public final class AliasedVisits {
  /** How many requests a profile gets. */
  public static final int REQUEST_COUNT = 10;

  private static final String NO_USER = "\"userId\":\"\"";

  private final TypicalVisits first = TypicalVisits.dayBefore();
  private final TypicalVisits second = TypicalVisits.justBefore();

  /** A profile's request. */
  public byte[] request(int profile, int index) {
    List<byte[]> visit = first.of(profile);
    if (index < visit.size()) {
      return visit.get(index);
    }
    byte[] request = second.of(profile).get(index - visit.size());
    return index < REQUEST_COUNT - 1 ? request : named(profile, request);
  }

  /** All of them. */
  public List<byte[]> all(int profile) {
    List<byte[]> requests = new ArrayList<>();
    for (int index = 0; index < REQUEST_COUNT; index++) {
      requests.add(request(profile, index));
    }
    return requests;
  }

  private static byte[] named(int profile, byte[] identify) {
    String text = new String(identify, StandardCharsets.UTF_8);
    String user = String.format(Locale.ROOT, "\"userId\":\"customer-%010d\"", profile);
    if (!text.contains(NO_USER)) {
      throw new IllegalStateException("the last request of a visit must identify");
    }
    return text.replace(NO_USER, user).getBytes(StandardCharsets.UTF_8);
  }
}
