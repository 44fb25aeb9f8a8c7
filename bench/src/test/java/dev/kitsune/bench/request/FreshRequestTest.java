package dev.kitsune.bench.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.testdata.TestData;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreshRequestTest {
  @Test
  void givesEveryEventAnotherMessageId() {
    FreshRequest request = new FreshRequest(TestData.bytes("requests/upsert/five-events.json"));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      for (String part : text(request).split("\"messageId\":\"", -1)) {
        seen.add(part.substring(0, 8));
      }
    }
    assertEquals(501, seen.size()); // and what stands before the first
  }

  @Test
  void changesNothingElse() {
    FreshRequest request = new FreshRequest(TestData.bytes("requests/update/page.json"));
    String first = text(request);
    String second = text(request);
    assertNotEquals(first, second);
    assertEquals(first.length(), second.length());
    assertEquals(
        first.replaceAll("\"messageId\":\"........", ""),
        second.replaceAll("\"messageId\":\"........", ""));
  }

  @Test
  void writesAnIdOverAnAnonymousId() {
    FreshRequest request = new FreshRequest(TestData.bytes("requests/update/page.json"));
    ProfileIds ids = new ProfileIds(3);
    assertEquals(1, request.idCount());
    ids.write(2, request, 0);
    String id = ids.id(2).toString();
    assertTrue(text(request).contains("\"anonymousId\":\"" + id + "\""));
  }

  @Test
  void refusesARequestWithoutMessageId() {
    byte[] body = "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);
    assertThrows(IllegalArgumentException.class, () -> new FreshRequest(body));
  }

  private static String text(FreshRequest request) {
    return new String(request.next(), StandardCharsets.UTF_8);
  }
}
