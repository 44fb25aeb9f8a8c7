package dev.kitsune.testdata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * A request that a server must refuse because of its method, path, query, headers or body, with
 * nothing of it stored.
 *
 * @param name what is wrong with it; unique
 * @param target path and query as they are sent
 * @param header one header line more; empty for none
 * @param bodyField a file below {@code requests/}, or the text of the body after {@code =}
 * @param status the HTTP status of the answer
 * @param code the answer's {@code error.code}
 * @param message the answer's {@code message}, exactly
 */
public record RefusedRequest(
    String name,
    String method,
    String target,
    String header,
    String bodyField,
    int status,
    String code,
    String message) {
  private static final String FOLDER = "requests/";
  private static final String INDEX = FOLDER + "refused/index.psv";
  private static final String BASE = "/v2/organizations/acme/environments/main";
  private static final int COLUMN_COUNT = 8;

  /** A body that must be refused with 400, sent to this target. */
  public static RefusedRequest of(MalformedRequest malformed, String target) {
    return new RefusedRequest(
        malformed.name(),
        "POST",
        target,
        "",
        malformed.name().substring(FOLDER.length()),
        400,
        "ERR_INVALID_DATA",
        "Missing or invalid data. " + malformed.detail());
  }

  /** Every refused request, in the order of the index. */
  public static List<RefusedRequest> all() {
    return TestData.rows(INDEX, "\\|", COLUMN_COUNT).stream().map(RefusedRequest::of).toList();
  }

  public byte[] body() {
    if (bodyField.isEmpty() || bodyField.startsWith("=")) {
      return bodyField.replaceFirst("=", "").getBytes(UTF_8);
    }
    return TestData.bytes(FOLDER + bodyField);
  }

  /** The name, as tests show it. */
  @Override
  public String toString() {
    return name;
  }

  private static RefusedRequest of(List<String> row) {
    return new RefusedRequest(
        row.get(0),
        row.get(1),
        row.get(2).replace("{base}", BASE),
        row.get(3),
        row.get(4),
        Integer.parseInt(row.get(5)),
        row.get(6),
        row.get(7));
  }
}
