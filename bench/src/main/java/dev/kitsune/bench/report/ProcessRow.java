package dev.kitsune.bench.report;

import java.util.List;

/**
 * With which flags processes of the report ran.
 *
 * @param processes which, in words
 */
public record ProcessRow(String processes, List<String> flags) {
  public ProcessRow {
    flags = List.copyOf(flags);
  }

  @Override
  public String toString() {
    return processes + ": " + String.join(" ", flags);
  }
}
