package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * GET export on the operators' port: every profile of an environment, one a line. Control plane.
 */
final class ExportProfiles implements Route {
  private final ExperienceEngine engine;

  ExportProfiles(ExperienceEngine engine) {
    this.engine = engine;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    request.requireOperators();
    EnvironmentRef environment = request.environment(engine);
    answer.stream(out -> export(environment, out));
  }

  private void export(EnvironmentRef environment, OutputStream out) throws IOException {
    try {
      engine.exportProfiles(environment, line -> write(line, out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(ByteSlice line, OutputStream out) {
    try {
      out.write(line.array(), line.offset(), line.length());
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
