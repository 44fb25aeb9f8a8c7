package dev.kitsune.bench.store;

import dev.kitsune.bench.ForkFlags;
import dev.kitsune.bench.profile.AliasedVisits;
import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.bench.request.LoadedEngine;
import dev.kitsune.bench.request.ProfileIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much memory do profiles take, aliases, slack and indexes included? The resident set of a
 * process whose engine holds them, against that of a process with an engine of the same capacity
 * that has computed answers and stored nothing. Both have a heap of one size, touched whole at the
 * start.
 *
 * <p>As a program it is one of these processes; it prints its resident bytes.
 */
public final class ResidentProfiles {
  /* One compiler, because the other's working memory comes and goes by tens of megabytes. */
  private static final List<String> EVEN =
      List.of("-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int AUDIENCE_COUNT = 100;
  private static final int HEAP_MB = 128;
  private static final int PROFILES_PER_HEAP_MB = 4_000;
  private static final int SAMPLE_COUNT_MAX = 2_000;
  private static final int WARM_UP_COUNT = 5_000;
  private static final String FILLED = "filled";
  private static final String EMPTY = "empty";

  private ResidentProfiles() {}

  /** What one of the processes is asked for: how many profiles, and whether they are there. */
  public static void main(String[] args) throws IOException {
    int profileCount = Integer.parseInt(args[0]);
    ProfileIds ids = new ProfileIds(profileCount);
    try (LoadedEngine engine = LoadedEngine.empty(ids, AUDIENCE_COUNT)) {
      warmUp(engine, Math.min(profileCount, WARM_UP_COUNT));
      if (args[1].equals(FILLED)) {
        fill(engine, ids);
      }
      System.out.println(residentBytes());
    }
  }

  /** Resident bytes of a process of its own with this engine, with profiles or without. */
  public static long measure(int profileCount, boolean isFilled)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(profileCount));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ResidentProfiles.class.getName());
    command.addAll(List.of(String.valueOf(profileCount), isFilled ? FILLED : EMPTY));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
    if (process.waitFor() != 0) {
      throw new IOException("the process whose memory is measured failed");
    }
    return Long.parseLong(text);
  }

  /** The flags of these processes. */
  public static List<String> flags(int profileCount) {
    return Stream.of(ForkFlags.forThisJvm(), EVEN, heap(profileCount))
        .flatMap(List::stream)
        .toList();
  }

  /* More than is needed of it; both processes have it, touched whole, so that it cancels out. */
  private static List<String> heap(int profileCount) {
    int megabytes = HEAP_MB + profileCount / PROFILES_PER_HEAP_MB;
    return List.of("-Xms" + megabytes + "m", "-Xmx" + megabytes + "m");
  }

  /** The mean length of these profiles' records, of the first two thousand. */
  public static double recordBytes(int profileCount) {
    TypicalProfiles profiles = new TypicalProfiles(AUDIENCE_COUNT);
    AliasedVisits visits = new AliasedVisits();
    int count = Math.min(profileCount, SAMPLE_COUNT_MAX);
    ProfileIds ids = new ProfileIds(count);
    long length = 0;
    for (int profile = 0; profile < count; profile++) {
      length += profiles.record(ids.id(profile).toBytes(), visits.all(profile)).length;
    }
    return length / (double) count;
  }

  private static void warmUp(LoadedEngine engine, int count) {
    TypicalVisits visits = TypicalVisits.justBefore();
    for (int profile = 0; profile < count; profile++) {
      for (byte[] request : visits.of(profile)) {
        engine.preflight(profile, request);
      }
    }
  }

  private static void fill(LoadedEngine engine, ProfileIds ids) {
    AliasedVisits visits = new AliasedVisits();
    for (int round = 0; round < AliasedVisits.REQUEST_COUNT; round++) {
      for (int profile = 0; profile < ids.count(); profile++) {
        engine.update(profile, visits.request(profile, round));
      }
    }
  }

  /** Whether the system says how much memory a process has resident. */
  public static boolean isMeasurable() {
    return isMeasurable(STATUS);
  }

  static boolean isMeasurable(Path status) {
    return Files.isReadable(status);
  }

  /** The resident set of this process. */
  static long residentBytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024)
        .findFirst()
        .orElseThrow(() -> new IOException("no VmRSS in " + STATUS));
  }
}
