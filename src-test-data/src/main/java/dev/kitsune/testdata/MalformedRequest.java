package dev.kitsune.testdata;

import java.util.List;
import java.util.OptionalInt;

/**
 * A request body that must be refused with ERR_INVALID_DATA, with nothing of it stored.
 *
 * @param name of the file, for {@link TestData#bytes}
 * @param fragment the place that the detail must contain, e.g. {@code events[0].messageId}; empty
 *     where the body is not JSON or no place is demanded
 * @param byteOffset where a body that is not JSON goes wrong: the first byte that no valid text can
 *     have there, or the length of a text cut short; empty where more than one answer is right
 * @param detail what the 400's message says after the documented text, exactly
 */
public record MalformedRequest(
    String name, Endpoint endpoint, String fragment, OptionalInt byteOffset, String detail) {
  private static final String FOLDER = "requests/malformed/";
  private static final int COLUMN_COUNT = 5;

  /** Every malformed request, in the order of the index. */
  public static List<MalformedRequest> all() {
    return TestData.rows(FOLDER + "index.csv", COLUMN_COUNT).stream()
        .map(MalformedRequest::of)
        .toList();
  }

  public byte[] body() {
    return TestData.bytes(name);
  }

  /** The name, as tests show it. */
  @Override
  public String toString() {
    return name;
  }

  private static MalformedRequest of(List<String> row) {
    return new MalformedRequest(
        FOLDER + row.get(0), Endpoint.of(row.get(1)), row.get(2), offset(row.get(3)), row.get(4));
  }

  private static OptionalInt offset(String text) {
    return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }
}
