package dev.kitsune.bench.figure;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses counts that nothing can be measured with. Control plane. */
public final class CountOptions {
  private CountOptions() {}

  /**
   * Checks the value of an option.
   *
   * @throws ParameterException if it is out of bounds; it names the option
   */
  public static void check(CommandSpec spec, String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(Locale.ROOT, "%s must be %,d to %,d: %d", option, min, max, value));
    }
  }
}
