package dev.kitsune.bench.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.kernel.DeviceDetector;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceBenchmarkTest {
  @ParameterizedTest
  @EnumSource
  void aHitIsWhatAMissTells(UserAgents userAgents) {
    DeviceBenchmark benchmark = new DeviceBenchmark();
    benchmark.userAgents = userAgents;
    benchmark.prepare();
    DeviceBenchmark other = new DeviceBenchmark();
    other.userAgents = userAgents;
    other.prepare();
    for (int i = 0; i < userAgents.list().size(); i++) {
      assertEquals(other.miss().browser(), new String(benchmark.hit().browser(), UTF_8));
    }
  }

  @Test
  void userAgentsAreWhatTheyAreCalled() {
    assertNotEquals(UserAgents.TYPICAL.list(), UserAgents.HOSTILE.list());
    for (UserAgents userAgents : UserAgents.values()) {
      assertEquals(
          userAgents.list().size(), new HashSet<>(userAgents.list()).size(), "all different");
    }
    assertTrue(UserAgents.TYPICAL.list().stream().allMatch(agent -> agent.length() < 200));
    assertTrue(
        UserAgents.HOSTILE.list().stream()
            .allMatch(agent -> agent.length() == DeviceDetector.USER_AGENT_LENGTH_MAX));
  }
}
