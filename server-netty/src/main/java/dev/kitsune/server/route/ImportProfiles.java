package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.nio.charset.StandardCharsets;

/**
 * POST import on the operators' port: whole profiles, one a line. Lines before one that is refused
 * are kept, and kept once however often they come. Runs on the event loop, so senders keep their
 * chunks short. Control plane.
 */
final class ImportProfiles implements Route {
  private static final byte[] OK =
      "{\"message\":\"ok\",\"data\":{},\"error\":null}".getBytes(StandardCharsets.US_ASCII);

  private final ExperienceEngine engine;

  ImportProfiles(ExperienceEngine engine) {
    this.engine = engine;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    request.requireOperators();
    EnvironmentRef environment = request.environment(engine);
    try {
      importLines(environment, request);
      answer.body().put(OK);
    } catch (ExperienceException e) { // says that the lines before are kept
      ErrorResponse.write(e, answer);
    }
    answer.sequence(engine.sequence());
  }

  private void importLines(EnvironmentRef environment, RoutedRequest request) {
    long line = RequestQuery.number(request.target(), "line", 1);
    int end = request.bodyOffset() + request.bodyLength();
    for (int start = request.bodyOffset(); start < end; line++) {
      int lineEnd = lineEnd(request.body(), start, end);
      importLine(environment, request.body(), start, lineEnd, line);
      start = lineEnd + 1;
    }
  }

  private void importLine(EnvironmentRef environment, byte[] body, int start, int end, long line) {
    if (isBlank(body, start, end)) {
      return;
    }
    try {
      engine.importProfileUnawaited(environment, body, start, end - start);
    } catch (ExperienceException e) {
      throw e.code() == ErrorCode.INVALID_DATA
          ? new ExperienceException(e.code(), "line " + line + ": " + e.detail())
          : e;
    }
  }

  private static int lineEnd(byte[] body, int start, int end) {
    int at = start;
    while (at < end && body[at] != '\n') {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte[] body, int start, int end) {
    for (int i = start; i < end; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
