package dev.kitsune.bench.report;

import java.util.List;

/** Where and of what a report was made. */
public record Machine(
    String cpu,
    int coreCount,
    long memoryBytes,
    String os,
    String jvm,
    List<String> jvmFlags,
    String commit) {
  public Machine {
    jvmFlags = List.copyOf(jvmFlags);
  }
}
