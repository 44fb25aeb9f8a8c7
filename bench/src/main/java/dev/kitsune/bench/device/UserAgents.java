package dev.kitsune.bench.device;

import java.util.ArrayList;
import java.util.List;

/** Where the user agents of a benchmark come from. */
public enum UserAgents {
  /** As browsers send them. */
  TYPICAL {
    @Override
    List<String> list() {
      List<String> agents = new ArrayList<>();
      for (int version = 100; version < 116; version++) {
        agents.add(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/%d.0.0.0 Safari/537.36".formatted(version));
        agents.add(
            "Mozilla/5.0 (Linux; Android 13; Pixel %d) AppleWebKit/537.36 (KHTML, like Gecko)"
                    .formatted(version % 10)
                + " Chrome/%d.0.0.0 Mobile Safari/537.36".formatted(version));
        agents.add(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15"
                + " (KHTML, like Gecko) Version/%d.1 Mobile/15E148 Safari/604.1"
                    .formatted(version));
      }
      return agents;
    }
  },
  /** As long as a detector is given them, made to keep expressions searching. */
  HOSTILE {
    @Override
    List<String> list() {
      List<String> agents = new ArrayList<>();
      for (String part : List.of("; ", "x-", "a", "1.1.", "Mozilla/5.0 (", "Android ")) {
        String head = "Mozilla/5.0 (Linux; Android 9; ";
        agents.add((head + part.repeat(LENGTH)).substring(0, LENGTH));
      }
      return agents;
    }
  };

  private static final int LENGTH = 512;

  abstract List<String> list();
}
