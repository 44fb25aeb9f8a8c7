package dev.kitsune.server;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.server.metrics.RequestTimers;
import dev.kitsune.server.route.RoutedAnswer;
import dev.kitsune.server.route.RoutedRequest;
import java.util.concurrent.Executor;

/**
 * What the connections of one event loop share, one request at a time: the engine's worker, the
 * request, its body and its answer. Data plane.
 */
final class RequestScratch {
  private final EngineWorker worker;
  private final Executor streams;
  private final CommitTurn turn;
  private final RequestTimers timers;
  private final RoutedRequest request = new RoutedRequest();
  private final RoutedAnswer answer = new RoutedAnswer();
  private final AnswerHead answerHead = new AnswerHead();
  private byte[] body = new byte[16 * 1_024];

  /**
   * @param streams runs what writes streamed answers; refuses when it has enough to do
   * @param turn the event loop's
   * @param timers shared with all event loops
   */
  RequestScratch(EngineWorker worker, Executor streams, CommitTurn turn, RequestTimers timers) {
    this.worker = worker;
    this.streams = streams;
    this.turn = turn;
    this.timers = timers;
  }

  EngineWorker worker() {
    return worker;
  }

  Executor streams() {
    return streams;
  }

  CommitTurn turn() {
    return turn;
  }

  RequestTimers timers() {
    return timers;
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
