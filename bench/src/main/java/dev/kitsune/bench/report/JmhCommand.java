package dev.kitsune.bench.report;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code kitsune bench jmh}: JMH's own command line. Here for the help only: its arguments are not
 * ours to parse, {@link dev.kitsune.bench.BenchMain} passes them on.
 */
@Command(
    name = "jmh",
    description = "JMH's own command line with the flags that forks need; \"jmh -h\" explains it.")
final class JmhCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new IllegalStateException("jmh's arguments must be passed on");
  }
}
