package dev.kitsune.bench.socket;

import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.bench.request.FreshRequest;
import dev.kitsune.bench.request.ProfileIds;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.testdata.TestData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The requests of the runs over the socket, to profiles of one environment. */
final class HttpRequests {
  static final String ORGANIZATION = "bench";
  static final String ENVIRONMENT = "main";

  private static final String PATH =
      "/v2/organizations/" + ORGANIZATION + "/environments/" + ENVIRONMENT + "/profiles/";
  private static final byte[] POST = ascii("POST " + PATH);
  private static final byte[] GET = ascii("GET " + PATH);
  private static final byte[] POST_HEAD =
      ascii(" HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ");
  private static final byte[] GET_HEAD = ascii(" HTTP/1.1\r\nHost: bench\r\n\r\n");
  private static final byte[] HEAD_END = ascii("\r\n\r\n");

  private final ProfileIds ids;

  HttpRequests(int profileCount) {
    ids = new ProfileIds(profileCount);
  }

  /** The requests that make every profile a typical one, one after the other. */
  RequestSource visits() {
    TypicalVisits visits = TypicalVisits.justBefore();
    int visitLength = visits.of(0).size();
    return (index, out) -> {
      int profile = (int) (index / visitLength);
      putPost(profile, visits.of(profile).get((int) (index % visitLength)), out);
    };
  }

  /** How many requests those are. */
  long visitRequestCount() {
    return (long) ids.count() * TypicalVisits.justBefore().of(0).size();
  }

  /** Page events of profiles chosen at random. */
  RequestSource pages() {
    FreshRequest page = new FreshRequest(TestData.bytes("requests/update/page.json"));
    return (index, out) -> putPost(ids.choose(), page.next(), out);
  }

  /** Reads of profiles chosen at random. */
  RequestSource gets() {
    return (index, out) -> {
      ByteSlice id = ids.id(ids.choose());
      out.put(GET).put(id.array(), id.offset(), id.length()).put(GET_HEAD);
    };
  }

  private void putPost(int profile, byte[] body, ByteBuffer out) {
    ByteSlice id = ids.id(profile);
    out.put(POST).put(id.array(), id.offset(), id.length()).put(POST_HEAD);
    putDecimal(body.length, out);
    out.put(HEAD_END).put(body);
  }

  private static void putDecimal(int number, ByteBuffer out) {
    if (number >= 10) {
      putDecimal(number / 10, out);
    }
    out.put((byte) ('0' + number % 10));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
