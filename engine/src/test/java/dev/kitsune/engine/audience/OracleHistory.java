package dev.kitsune.engine.audience;

import java.util.List;
import java.util.stream.Collectors;

/** What happens to one profile, request by request, under environments that may be swapped. */
record OracleHistory(List<OracleEnvironment> environments, List<Request> requests) {
  /**
   * One request.
   *
   * @param environment index of the environment in use
   * @param events JSON texts; none where the profile is only read
   */
  record Request(int environment, long nowMs, List<String> events) {}

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < environments.size(); index++) {
      text.append("environment ").append(index).append('\n');
      environments
          .get(index)
          .audiences()
          .forEach(audience -> text.append("  %s: %s%n".formatted(audience.id(), audience.rule())));
    }
    return text
        + requests.stream().map(Request::toString).collect(Collectors.joining("\n  ", "  ", ""));
  }
}
