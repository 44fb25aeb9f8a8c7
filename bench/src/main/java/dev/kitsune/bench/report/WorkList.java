package dev.kitsune.bench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The steps of a report in their order. Owned by one thread. Control plane. */
final class WorkList {
  /** One step. */
  interface Body {
    void run() throws Exception;
  }

  private record Step(String title, double plannedS, Body body) {}

  private final List<Step> steps = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  void add(String title, double plannedS, Body body) {
    steps.add(new Step(title, plannedS, body));
  }

  /** The steps' titles in their order. */
  List<String> titles() {
    return steps.stream().map(Step::title).toList();
  }

  /** How long the steps are thought to take altogether. */
  double plannedS() {
    return steps.stream().mapToDouble(Step::plannedS).sum();
  }

  /**
   * Runs the steps; one that breaks does not keep the others from running.
   *
   * @param budgetS a step that would end after so many seconds is left out, one that still runs
   *     then loses its processes; 0 for none
   */
  void run(PrintWriter out, LongSupplier clockNs, int budgetS) throws InterruptedException {
    Progress progress = new Progress(out, clockNs, steps.size(), plannedS());
    for (Step step : steps) {
      double leftS = budgetS == 0 ? Double.MAX_VALUE : budgetS - progress.elapsedS();
      if (progress.expectedS(step.plannedS) > leftS) {
        leftOut.add(step.title);
        continue;
      }
      progress.begin(step.title);
      run(step, leftS);
      progress.end(step.plannedS);
    }
  }

  private void run(Step step, double leftS) throws InterruptedException {
    try (StepLimit limit = StepLimit.after(leftS)) {
      run(step, limit);
    }
  }

  private void run(Step step, StepLimit limit) throws InterruptedException {
    try {
      step.body.run();
    } catch (InterruptedException stop) {
      throw stop;
    } catch (Exception | Error failure) { // a step without memory loses itself, not the report
      if (limit.isOver()) {
        leftOut.add(step.title + " (begun)");
      } else {
        broken.add(step.title + ": " + failure);
      }
    }
  }

  /** The titles of the steps that broke, and why. */
  List<String> broken() {
    return broken;
  }

  /** The titles of the steps for which there was no time. */
  List<String> leftOut() {
    return leftOut;
  }
}
