package dev.kitsune.testdata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.List;

/**
 * One request of the sequence under {@code responses/} and the answer that it must get. The steps
 * run in order on one engine that starts empty, with {@code environments/documented.json} as
 * environment main of organization acme, and whose entropy answers every call with {@link
 * #ENTROPY}.
 *
 * @param id as it stands in the path, percent-encoded; empty where the endpoint has none
 * @param query without the question mark; may be empty
 * @param requestName of the body's file, for {@link TestData#bytes}; empty where there is no body
 * @param clockMs the time of receipt, epoch milliseconds
 * @param answerName of the expected answer's file, for {@link TestData#bytes}
 * @param note what the step shows
 */
public record AnswerStep(
    int order,
    Endpoint endpoint,
    String organizationId,
    String environmentSlug,
    String id,
    String query,
    String requestName,
    long clockMs,
    int status,
    String answerName,
    String note) {
  /** What the engine's entropy gives for every long. */
  public static final long ENTROPY = 0x0123456789abcdefL;

  private static final String FOLDER = "responses/";
  private static final int COLUMN_COUNT = 11;
  private static final int HTTP_OK = 200;

  /** Every step, in order. */
  public static List<AnswerStep> all() {
    return TestData.rows(FOLDER + "index.csv", COLUMN_COUNT).stream().map(AnswerStep::of).toList();
  }

  /** The request's path and query as a client sends them. */
  public String target() {
    String base = "/v2/organizations/" + organizationId + "/environments/" + environmentSlug;
    String path = endpoint == Endpoint.UPSERT ? "/events" : "/profiles";
    String segment = id.isEmpty() ? "" : "/" + id;
    return base + path + segment + (query.isEmpty() ? "" : "?" + query);
  }

  /** The id as the engine sees it; of use where no server decodes the path. */
  public String decodedId() {
    return URLDecoder.decode(id.replace("+", "%2B"), UTF_8);
  }

  public boolean isPreflight() {
    return List.of(query.split("&", -1)).contains("type=preflight");
  }

  /** Whether the answer is a success, to be compared whole; if not, see {@link #status}. */
  public boolean isOk() {
    return status == HTTP_OK;
  }

  /** The body; empty where there is none. */
  public byte[] request() {
    return requestName.isEmpty() ? new byte[0] : TestData.bytes(requestName);
  }

  /** The expected answer as JSON text, to be compared as a tree, numbers by value. */
  public String answer() {
    return TestData.text(answerName);
  }

  /** Order, endpoint and note, as tests show them. */
  @Override
  public String toString() {
    return order + " " + endpoint + ": " + note;
  }

  private static AnswerStep of(List<String> row) {
    return new AnswerStep(
        Integer.parseInt(row.get(0)),
        Endpoint.of(row.get(1)),
        row.get(2),
        row.get(3),
        row.get(4),
        row.get(5),
        row.get(6).isEmpty() ? "" : "requests/" + row.get(6),
        Long.parseLong(row.get(7)),
        Integer.parseInt(row.get(8)),
        FOLDER + row.get(9),
        row.get(10));
  }
}
