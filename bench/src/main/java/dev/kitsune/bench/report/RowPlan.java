package dev.kitsune.bench.report;

import dev.kitsune.bench.bytes.ParserKind;
import dev.kitsune.bench.request.RequestKind;
import dev.kitsune.bench.request.UpdatePrefix;
import dev.kitsune.bench.store.StoreKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;

/**
 * The rows that no target speaks of: each step, the parsers, whole requests, the stores. Control
 * plane.
 */
final class RowPlan {
  private static final List<String> UNTOUCHED_KINDS =
      List.of("COMPONENT", "IDENTIFY", "COMPONENT_BESIDE_CLOCKS", "PAGE_COUNTED");

  /** The section of the parsers. */
  static final String PARSERS = "JSON parsers, the same fields of the same bytes";

  private static final int PREFIX_PROFILE_COUNT = 10_000;

  private final Scale scale;
  private final JmhLauncher jmh;
  private final List<BenchRow> rows;

  /**
   * @param rows where they go once they are measured
   */
  RowPlan(Scale scale, JmhLauncher jmh, List<BenchRow> rows) {
    this.scale = scale;
    this.jmh = jmh;
    this.rows = rows;
  }

  /** Adds a step for each row. */
  void add(WorkList work) {
    addSteps(work);
    addParsers(work);
    addRequests(work);
    addStores(work);
  }

  private void addSteps(WorkList work) {
    String section = "Time per step";
    List<String> requests = List.of("requests/update/page.json", "requests/create/documented.json");
    for (String request : requests) {
      row(work, section, "bytes.StrictPassBenchmark.check", Map.of("request", request), 0);
    }
    for (String request : List.of("page", "track", "identify")) {
      String name = "requests/update/" + request + ".json";
      row(work, section, "event.EventReaderBenchmark.read", Map.of("request", name), 0);
    }
    row(work, section, "profile.TraitMergeBenchmark.merge", Map.of("traitCount", "8"), 0);
    for (int audiences : scale.decidedAudienceCounts()) {
      Map<String, String> parameters = parameters("audienceCount", audiences);
      row(work, section, "audience.AudienceBenchmark.decideTouched", parameters, 0);
      row(work, section, "audience.AudienceBenchmark.decideAll", parameters, 0);
    }
    if (scale.isWhole()) {
      addUntouched(work, section);
      addPrefixes(work, section);
    }
    row(
        work,
        section,
        "experience.ExperienceBenchmark.selectAll",
        Map.of("experienceCount", "20"),
        0);
    for (int audiences : scale.audienceCounts()) {
      Map<String, String> parameters = parameters("audienceCount", audiences);
      row(work, section, "response.ResponseBenchmark.write", parameters, 0);
    }
  }

  private void addUntouched(WorkList work, String section) {
    for (String kind : UNTOUCHED_KINDS) {
      for (int audiences : scale.decidedAudienceCounts()) {
        Map<String, String> parameters = parameters("kind", kind, "audienceCount", audiences);
        row(work, section, "audience.UntouchedBenchmark.step", parameters, 0);
      }
    }
  }

  private void addPrefixes(WorkList work, String section) {
    for (String last : names(UpdatePrefix.values())) {
      Map<String, String> parameters =
          parameters("last", last, "profileCount", PREFIX_PROFILE_COUNT, "audienceCount", 100);
      double fillS = PREFIX_PROFILE_COUNT * ReportRun.FILL_S_PER_PROFILE;
      row(work, section, "request.StepsBenchmark.update", parameters, fillS);
    }
  }

  private void addParsers(WorkList work) {
    for (String parser : names(ParserKind.values())) {
      row(work, PARSERS, "bytes.ParserBenchmark.read", Map.of("parser", parser), 0);
    }
  }

  private void addRequests(WorkList work) {
    for (int profiles : scale.requestProfileCounts()) {
      for (int audiences : scale.audienceCounts()) {
        for (String kind : names(RequestKind.values())) {
          Map<String, String> parameters =
              parameters("kind", kind, "audienceCount", audiences, "profileCount", profiles);
          row(
              work,
              "Whole requests in process (page and track flip no membership)",
              "request.RequestBenchmark.send",
              parameters,
              profiles * ReportRun.FILL_S_PER_PROFILE);
        }
      }
    }
  }

  private void addStores(WorkList work) {
    for (int records : scale.storeRecordCounts()) {
      for (String kind : names(StoreKind.values())) {
        row(
            work,
            "Stores, one read-modify-write",
            "store.StoreBenchmark.readModifyWrite",
            parameters("kind", kind, "recordCount", records),
            records * ReportRun.STORE_S_PER_RECORD);
      }
    }
  }

  private void row(
      WorkList work,
      String section,
      String benchmark,
      Map<String, String> parameters,
      double fillS) {
    int forks = fillS > 1 ? scale.pairForks() : scale.rowForks();
    JmhRun run = new JmhRun(benchmark, parameters, Mode.AverageTime, forks, scale.rows());
    String name = benchmark.substring(benchmark.indexOf('.') + 1).replace("Benchmark", "");
    work.add(
        name + " " + parameters,
        Math.max(1, forks) * (ReportRun.FORK_S + scale.rows().seconds() + fillS),
        () -> rows.add(row(section, name, parameters, jmh.run(run))));
  }

  private static BenchRow row(
      String section, String name, Map<String, String> parameters, JmhOutcome outcome) {
    return new BenchRow(
        section,
        name,
        parameters,
        outcome.ns(),
        outcome.lowNs(),
        outcome.highNs(),
        outcome.bytes(),
        outcome.forkNs());
  }

  /** Names and values in turn, kept in this order. */
  private static Map<String, String> parameters(Object... namesAndValues) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
    }
    return parameters;
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
