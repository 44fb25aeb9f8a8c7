package dev.kitsune.bench.report;

import dev.kitsune.bench.ForkFlags;
import dev.kitsune.bench.profile.AliasedVisits;
import dev.kitsune.bench.report.JmhRun.Iterations;
import dev.kitsune.bench.socket.SendAccount;
import dev.kitsune.bench.socket.SocketRun;
import dev.kitsune.bench.store.ResidentProfiles;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;

/**
 * Measures everything once, in an order that puts what targets speak of first: interleaved rounds
 * and memory, then the socket, percentiles, and the rows; where the time is short, rounds but the
 * first come last. Control plane.
 */
final class ReportRun {
  private static final String CONTROL = "report.ControlBenchmark.control";

  private static final String SERVER_LOG = "server.log";

  /* What steps take beside warming up and measuring, to foretell the end; seconds. */
  static final double FORK_S = 1.5;
  static final double FILL_S_PER_PROFILE = 22e-6;
  static final double MANY_FILL_S_PER_PROFILE = 430e-6;
  static final double MERGE_FILL_S_PER_PROFILE = 40e-6;
  static final double STORE_S_PER_RECORD = 4e-6;
  private static final double SERVER_S = 4;
  private static final double MEMORY_S = 5;

  /** How much a report tells. */
  enum Extent {
    /** What targets are judged by. */
    TARGETS,
    /** Everything. */
    ALL
  }

  private final Scale scale;
  private final Extent extent;
  private final JmhLauncher jmh;
  private final Path directory;
  private final LongSupplier clockNs;
  private final Measurements measurements = new Measurements();
  private final Histogram controlSamples = new Histogram(3);
  private final List<BenchRow> rows = new ArrayList<>();
  private final List<Curve> curves = new ArrayList<>();
  private final List<SocketRow> sockets = new ArrayList<>();
  private @Nullable MemoryRow memory;
  private boolean isBroken;

  /**
   * @param jmhLog where JMH's own output goes
   * @param directory where the server's log goes if something of it breaks
   */
  ReportRun(Scale scale, Extent extent, PrintStream jmhLog, Path directory, LongSupplier clockNs) {
    this.scale = scale;
    this.extent = extent;
    this.directory = directory;
    this.clockNs = clockNs;
    jmh = new JmhLauncher(jmhLog);
  }

  /**
   * Measures, saying how far it is.
   *
   * @throws IOException if our own jar cannot be read
   */
  LatencyReport run(PrintWriter progress, Machine machine)
      throws InterruptedException, IOException {
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long startNs = clockNs.getAsLong();
    WorkList work = plan();
    work.run(progress, clockNs, scale.budgetS());
    isBroken = !work.broken().isEmpty();
    Control control =
        controlSamples.getTotalCount() == 0
            ? null
            : new Control(Curve.of("control loop", controlSamples));
    long elapsedS = Math.round((clockNs.getAsLong() - startNs) / 1e9);
    return new LatencyReport(
        LatencyReport.FORMAT,
        scale.name(),
        start.toString(),
        elapsedS,
        machine,
        processes(),
        ParserVersions.read(),
        notes(work),
        new TargetJudge(measurements, control, memory, scale.profileCount()).rows(),
        control,
        contenders(),
        rows,
        curves,
        memory,
        sockets);
  }

  private List<ProcessRow> processes() {
    List<ProcessRow> processes = new ArrayList<>(jmh.seen().rows());
    if (!sockets.isEmpty()) {
      processes.add(new ProcessRow("the server", ForkFlags.forThisJvm()));
    }
    MemoryRow measured = memory;
    if (measured != null) {
      List<String> flags = ResidentProfiles.flags(measured.profileCount());
      processes.add(new ProcessRow("those of memory", flags));
    }
    return processes;
  }

  private List<ContenderRow> contenders() {
    return scale.contenders().stream()
        .map(each -> measurements.row(each, each.parameters(scale.profileCount())))
        .filter(row -> !row.rounds().isEmpty())
        .toList();
  }

  /** Whether a step of the run broke; the report's notes say which. */
  boolean isBroken() {
    return isBroken;
  }

  private List<String> notes(WorkList work) {
    List<String> notes = new ArrayList<>();
    if (!scale.name().equals(Scale.FULL.name())) {
      notes.add("a " + scale.name() + " run: fewer profiles, pairs and seconds than targets need");
    }
    if (!scale.isWhole()) {
      notes.add(
          "no 10,000 audiences, no untouched ones, no prefixes of an update, no batches and no"
              + " merges: they take minutes");
    }
    if (!ResidentProfiles.isMeasurable()) {
      notes.add("memory is not measured: it needs /proc/self/status, which is not here");
    }
    if (extent == Extent.TARGETS) {
      notes.add("only what targets are judged by: no socket, no percentiles, no single steps");
    }
    if (!work.leftOut().isEmpty()) {
      notes.add("left out for lack of time: " + String.join(", ", work.leftOut()));
    }
    work.broken().forEach(step -> notes.add("broke: " + step));
    return notes;
  }

  /** All steps, those first that matter most: later ones are lost where the time is short. */
  WorkList plan() {
    WorkList work = new WorkList();
    addRounds(work, 1, scale.firstRoundCount());
    addMemory(work);
    if (extent == Extent.ALL) {
      addSockets(work);
      addPercentiles(work);
      new RowPlan(scale, jmh, rows).add(work);
    }
    addRounds(work, scale.firstRoundCount() + 1, scale.pairCount());
    return work;
  }

  private void addRounds(WorkList work, int first, int last) {
    for (int round = first; round <= last; round++) {
      addRound(work, round);
    }
  }

  private void addMemory(WorkList work) {
    if (!ResidentProfiles.isMeasurable()) {
      return;
    }
    int count = scale.memoryProfileCount();
    double plannedS = MEMORY_S + 2.5 * count * FILL_S_PER_PROFILE;
    work.add(title("memory of %,d profiles", count), plannedS, () -> memory = measureMemory(count));
  }

  private static MemoryRow measureMemory(int count) throws Exception {
    return new MemoryRow(
        count,
        AliasedVisits.REQUEST_COUNT,
        1,
        ResidentProfiles.recordBytes(count),
        ResidentProfiles.measure(count, true),
        ResidentProfiles.measure(count, false));
  }

  private void addSockets(WorkList work) {
    double eachS = 2.5 * scale.socketMs() / 1_000.0;
    double plannedS = SERVER_S + scale.socketRates().size() * 2 * eachS;
    work.add("requests over the socket", plannedS, this::runSockets);
  }

  private void runSockets() throws Exception {
    try (ScratchDirectory scratch = ScratchDirectory.make("kitsune-bench-server")) {
      runSockets(scratch.path());
    }
  }

  private void runSockets(Path scratch) throws Exception {
    try {
      runServer(scratch);
    } catch (IOException e) {
      throw new IOException(keepLog(scratch, String.valueOf(e.getMessage())), e);
    }
  }

  /* The message with the place where the server's log is kept. */
  private String keepLog(Path scratch, String message) throws IOException {
    Path log = scratch.resolve(SERVER_LOG);
    if (Files.exists(log)) {
      Files.copy(log, directory.resolve(SERVER_LOG), StandardCopyOption.REPLACE_EXISTING);
    }
    return message.replace(scratch.toString(), directory.toString());
  }

  private void runServer(Path scratch) throws Exception {
    try (SocketRun run = SocketRun.start(scratch, scale.socketProfileCount())) {
      for (SocketRun.Kind kind : SocketRun.Kind.values()) {
        for (int rate : scale.socketRates()) {
          run.run(kind, rate, scale.socketMs() / 2);
          SendAccount account = run.run(kind, rate, scale.socketMs());
          sockets.add(row(kind, run.connectionCount(), account));
        }
      }
    }
  }

  private SocketRow row(SocketRun.Kind kind, int connectionCount, SendAccount account) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    int rate = account.plan().ratePerS();
    Histogram control = ControlLoop.sample(scale.socketMs() * 1_000_000L, clockNs);
    return new SocketRow(
        name,
        rate,
        scale.socketMs() / 1_000.0,
        connectionCount,
        account.plan().count(),
        account.sentInTime(),
        account.failedCount(),
        account.isValid(),
        Curve.of(title("%s at %,d/s, from intended send", name, rate), account.intendedNs()),
        Curve.of(title("%s at %,d/s, from send", name, rate), account.sentNs()),
        Curve.of(title("control loop after %s at %,d/s", name, rate), control));
  }

  private void addPercentiles(WorkList work) {
    for (Contender contender : List.of(Contender.UPDATE, Contender.GET)) {
      String label = title("%s, %,d profiles", contender.title(), scale.profileCount());
      work.add(
          "percentiles of " + label,
          plannedS(contender, scale.samples()),
          () -> addCurve(label, sampled(contender)));
    }
    work.add(
        "percentiles of the control loop",
        FORK_S + scale.samples().seconds(),
        () -> addCurve("control loop", control(scale.samples())));
  }

  private void addCurve(String label, JmhRun run) throws Exception {
    Histogram samples = jmh.run(run).samples();
    if (samples.getTotalCount() > 0) {
      curves.add(Curve.of(label, samples));
    }
  }

  private JmhRun sampled(Contender contender) {
    return new JmhRun(
        contender.benchmark(),
        contender.parameters(scale.profileCount()),
        Mode.SampleTime,
        scale.pairForks(),
        scale.samples());
  }

  private JmhRun control(Iterations iterations) {
    return new JmhRun(CONTROL, Map.of(), Mode.SampleTime, scale.pairForks(), iterations);
  }

  private void addRound(WorkList work, int round) {
    String title = "round " + round + " of " + scale.pairCount() + ", ";
    for (Contender contender : scale.contenders()) {
      JmhRun run =
          new JmhRun(
              contender.benchmark(),
              contender.parameters(scale.profileCount()),
              Mode.AverageTime,
              scale.pairForks(),
              scale.pairs(contender));
      work.add(
          title + contender.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          plannedS(contender, scale.pairs(contender)),
          () -> measurements.add(round, contender, jmh.run(run)));
    }
    work.add(
        title + "control loop",
        FORK_S + scale.pairs().seconds(),
        () -> controlSamples.add(jmh.run(control(scale.pairs())).samples()));
  }

  private double plannedS(Contender contender, Iterations iterations) {
    double fillS =
        switch (contender) {
          case UPDATE, FEW, GET, TYPED_DOOR, BYTES_DOOR, BATCH, SINGLES -> FILL_S_PER_PROFILE;
          case MERGE, MERGE_PAGE -> MERGE_FILL_S_PER_PROFILE;
          case MANY -> MANY_FILL_S_PER_PROFILE;
          case FLOOR, GET_FLOOR -> STORE_S_PER_RECORD;
          case YARDSTICK, UNTOUCHED -> 0;
        };
    return FORK_S + iterations.seconds() + fillS * contender.profileCount(scale.profileCount());
  }

  private static String title(String pattern, Object... values) {
    return Figures.format(pattern, values);
  }
}
