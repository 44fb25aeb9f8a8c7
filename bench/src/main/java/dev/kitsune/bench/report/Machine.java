package dev.kitsune.bench.report;

import java.util.List;

/**
 * Where and of what a report was made.
 *
 * @param jvmFlags with which the report's own JVM was started
 * @param commit of which the jar was built, and whether anything differed from it
 */
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
