package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.server.NodeScript.Output;
import dev.kitsune.server.ServerConfig.AdminPort;
import dev.kitsune.server.rate.ProfileRates;
import dev.kitsune.server.rate.RateLimit;
import dev.kitsune.testdata.TestData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The public clients, npm {@code @ninetailed/experience.js-shared} and {@code -node}, against a
 * started server; what they do stands in {@code src-test-data/clients/scenarios.mjs}.
 */
final class RealClientsTest {
  private final NodeScript node;

  RealClientsTest(@TempDir Path folder) {
    node = new NodeScript(folder);
  }

  @BeforeEach
  void needsNodeAndClients() throws Exception {
    node.assumeInstalled();
  }

  @Test
  void workUnchanged() throws Exception {
    try (TestServer server = start(config("main", 10_000))) {
      assertAllPassed(15, drive(server, "api"));
      assertAllPassed(3, drive(server, "merging"));
    }
  }

  @Test
  void areToldOfAFullStore() throws Exception {
    try (TestServer server = start(config("main", 20))) {
      assertAllPassed(1, drive(server, "full"));
    }
  }

  @Test
  void areToldOfAProfilesOverload() throws Exception {
    EngineConfig config = config("main", 10_000).withAdmission(new ProfileRates(RateLimit.DEFAULT));
    try (TestServer server = start(config)) {
      assertAllPassed(1, drive(server, "overload"));
    }
  }

  /** So that a scenario that fails is known to be seen. */
  @Test
  void failWhereTheirEnvironmentIsMissing() throws Exception {
    try (TestServer server = start(config("elsewhere", 10_000))) {
      Output output = drive(server, "api");
      assertEquals(1, output.exitCode(), output.text());
      assertTrue(output.text().contains("FAILED: create makes a profile"), output.text());
      assertTrue(output.text().contains("[404] Not Found"), output.text());
    }
  }

  private Output drive(TestServer server, String suite) throws Exception {
    return node.run("", "drive.mjs", "http://127.0.0.1:" + server.http.port(), suite);
  }

  private static void assertAllPassed(int scenarioCount, Output output) {
    assertEquals(0, output.exitCode(), output.text());
    assertTrue(output.text().endsWith(scenarioCount + " scenarios, 0 failed\n"), output.text());
  }

  private static EngineConfig config(String environment, long maxProfiles) {
    return EngineConfig.defaults()
        .withStore(StoreKind.HEAP)
        .withMaxProfiles(maxProfiles)
        .withEnvironment("acme", environment, TestData.text("environments/documented.json"));
  }

  private static TestServer start(EngineConfig config) throws IOException {
    return TestServer.start(config, TestServer.config(0, AdminPort.OFF, HttpLimits.DEFAULT));
  }
}
