package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PAGE_BODY;
import static dev.kitsune.server.TestServer.PROFILES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scraper gets, read line by line. */
final class MetricsTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\.)*\",?)+})? "
              + "(-?[0-9.]+(?:E-?[0-9]+)?|NaN|\\+Inf)");
  private static final Pattern COMMENT =
      Pattern.compile(
          "# (?:HELP [a-zA-Z0-9_:]+ .+|TYPE [a-zA-Z0-9_:]+ (?:gauge|counter|histogram|summary))");
  private static final String POSTED = "{method=\"POST\",route=\"profile\",status=\"%d\"";

  @Test
  void countsAndTimesRequestsByMethodRouteAndStatus() throws IOException {
    try (TestServer server = TestServer.start();
        RawConnection connection = server.connect()) {
      for (int i = 0; i < 3; i++) {
        connection.send(RawConnection.post(PROFILES + "/a", PAGE_BODY)).read();
      }
      connection.send(RawConnection.post(PROFILES + "/a", "{}")).read();
      connection.send(RawConnection.get(PROFILES + "/nobody")).read();
      connection.send("nonsense\r\n\r\n").read();
      Map<String, String> samples = scrape(server);
      String count = "kitsune_http_requests_seconds_count";
      assertEquals("3", samples.get(count + POSTED.formatted(200) + "}"));
      assertEquals("1", samples.get(count + POSTED.formatted(400) + "}"));
      assertEquals("1", samples.get(count + "{method=\"GET\",route=\"profile\",status=\"404\"}"));
      assertEquals("1", samples.get(count + "{method=\"other\",route=\"none\",status=\"400\"}"));
      String bucket = "kitsune_http_requests_seconds_bucket" + POSTED.formatted(200);
      assertEquals("3", samples.get(bucket + ",le=\"+Inf\"}"));
      assertTrue(samples.containsKey(bucket + ",le=\"0.001\"}"), samples::toString);
      double sum =
          number(samples, "kitsune_http_requests_seconds_sum" + POSTED.formatted(200) + "}");
      assertTrue(sum > 0, () -> "sum " + sum);
    }
  }

  @Test
  void saysHowFullTheStoreIsAndWhatIsServed() throws IOException {
    try (TestServer server = TestServer.start();
        RawConnection connection = server.connect()) {
      for (int i = 0; i < 5; i++) {
        connection.send(RawConnection.post(PROFILES + "/p" + i, PAGE_BODY)).read();
      }
      Map<String, String> samples = scrape(server);
      assertEquals(5, number(samples, "kitsune_profiles"));
      assertEquals(10_000, number(samples, "kitsune_profiles_max"));
      assertEquals(5 / 10_000.0, number(samples, "kitsune_profiles_ratio"));
      assertEquals(0, number(samples, "kitsune_profiles_long_ratio"));
      assertEquals(0, number(samples, "kitsune_links_ratio"));
      assertEquals(2, number(samples, "kitsune_connections"));
      assertEquals(0, number(samples, "kitsune_waiting_answers"));
      assertEquals(1, number(samples, "kitsune_ready"));
      String version = "kitsune_configuration_version";
      assertEquals(1, number(samples, version + "{environment=\"main\",organization=\"demo\"}"));
      assertTrue(
          samples.keySet().stream().anyMatch(name -> name.startsWith("jvm_memory_used_bytes{")));
      assertFalse(samples.keySet().stream().anyMatch(name -> name.contains("journal")));
    }
  }

  @Test
  void showsTheJournalWhereThereIsOne(@TempDir Path directory) throws IOException {
    ServerConfig config = TestServer.config(0, AdminPort.required(0), HttpLimits.DEFAULT);
    try (TestServer server =
            TestServer.start(
                TestServer.engineConfig().withSegmentBytes(1 << 20).withDataDirectory(directory),
                config);
        RawConnection connection = server.connect()) {
      for (int i = 0; i < 7; i++) {
        connection.send(RawConnection.post(PROFILES + "/p" + i, PAGE_BODY)).read();
      }
      Map<String, String> samples = scrape(server);
      assertEquals(7, number(samples, "kitsune_journal_sequence"));
      assertEquals(7, number(samples, "kitsune_journal_durable_sequence"));
      assertTrue(number(samples, "kitsune_journal_fsynced_sequence") <= 7);
      assertEquals(1, number(samples, "kitsune_journal_segments"));
      assertEquals(1 << 20, number(samples, "kitsune_journal_segment_bytes"));
      assertEquals(0, number(samples, "kitsune_journal_snapshot_bytes"));
      assertEquals(0, number(samples, "kitsune_journal_snapshot_sequence"));
      assertEquals(0, number(samples, "kitsune_journal_snapshot_failures"));
      assertTrue(number(samples, "kitsune_journal_unforced_seconds") >= 0);
      assertEquals(0, number(samples, "kitsune_journal_fenced"));
    }
  }

  @Test
  void showsAnswersThatWait(@TempDir Path directory) throws IOException {
    CommitGate gate = new CommitGate();
    try (TestServer server =
            TestServer.start(
                TestServer.engineConfig().withSegmentBytes(1 << 20).withDataDirectory(directory),
                HttpLimits.DEFAULT,
                gate);
        RawConnection connection = server.connect()) {
      connection.send(RawConnection.post(PROFILES + "/a", PAGE_BODY));
      await().until(() -> gate.waitingCount() == 1);
      assertEquals(1, number(scrape(server), "kitsune_waiting_answers"));
      gate.open(1);
      assertEquals(200, connection.read().status());
      assertEquals(0, number(scrape(server), "kitsune_waiting_answers"));
    }
  }

  @Test
  void isNotForThePublicNorForWebPages() throws IOException {
    try (TestServer server = TestServer.start();
        RawConnection connection = server.connect();
        RawConnection admin = new RawConnection(server.http.adminPort())) {
      String request = RawConnection.get("/metrics");
      assertEquals(404, connection.send(request).read().status());
      Answer answer =
          admin.send(request.replace("Host: a", "Host: a\r\nOrigin: https://a.example")).read();
      assertEquals(200, answer.status());
      assertEquals("text/plain; version=0.0.4; charset=utf-8", answer.header("content-type"));
      assertEquals(null, answer.header("access-control-allow-origin"));
      assertEquals("Origin", answer.header("vary"));
      assertEquals(405, admin.send(RawConnection.post("/metrics", "")).read().status());
    }
  }

  /** All samples of the server; every line is one, or a comment as the format has them. */
  static Map<String, String> scrape(TestServer server) throws IOException {
    try (RawConnection admin = new RawConnection(server.http.adminPort())) {
      Answer answer = admin.send(RawConnection.get("/metrics")).read();
      assertEquals(200, answer.status(), answer.body());
      Map<String, String> samples = new TreeMap<>();
      for (String line : answer.body().lines().toList()) {
        Matcher sample = SAMPLE.matcher(line);
        if (line.startsWith("#")) {
          assertTrue(COMMENT.matcher(line).matches(), line);
        } else {
          assertTrue(sample.matches(), line);
          String labels = sample.group(2) == null ? "" : sample.group(2);
          assertEquals(null, samples.put(sample.group(1) + labels, sample.group(3)), line);
        }
      }
      return samples;
    }
  }

  private static double number(Map<String, String> samples, String name) {
    assertTrue(samples.containsKey(name), () -> name + " is not in " + samples.keySet());
    return Double.parseDouble(samples.get(name));
  }
}
