package dev.kitsune.server;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.server.route.RoutedAnswer;
import dev.kitsune.server.route.RoutedRequest;

/**
 * What the connections of one event loop share, one request at a time: the engine's worker, the
 * request, its body and its answer. Data plane.
 */
final class RequestScratch {
  private final EngineWorker worker;
  private final RoutedRequest request = new RoutedRequest();
  private final RoutedAnswer answer = new RoutedAnswer();
  private final AnswerHead answerHead = new AnswerHead();
  private byte[] body = new byte[16 * 1_024];

  RequestScratch(EngineWorker worker) {
    this.worker = worker;
  }

  EngineWorker worker() {
    return worker;
  }

  RoutedRequest request() {
    return request;
  }

  RoutedAnswer answer() {
    return answer;
  }

  AnswerHead answerHead() {
    return answerHead;
  }

  /** An array of at least this length; kept, so that it allocates only when it grows. */
  byte[] bodyArray(int length) {
    if (body.length < length) {
      body = new byte[Math.max(length, body.length * 2)];
    }
    return body;
  }
}
