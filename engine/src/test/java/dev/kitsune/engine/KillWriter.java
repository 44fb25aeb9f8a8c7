package dev.kitsune.engine;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.KillThread.Stored;
import dev.kitsune.engine.journal.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A process that writes until it is killed: opens the directory, requires that what a process
 * before it was told is there, once and whole, makes the requests again that were under way, and
 * goes on with many threads. Arguments: data directory, ledger, durability, store.
 */
final class KillWriter {
  static final int THREAD_COUNT = 6;
  private static final int SEGMENT_BYTES = 64 * 1_024;
  private static final Pattern ID = Pattern.compile("^\\{\"id\":\"([^\"]*)\"");
  private static final Pattern COUNT =
      Pattern.compile("\"counters\":\\{\"[0-9a-f]{16}\":([0-9]+)\\}");
  private static final Pattern LAST = Pattern.compile("\"last\":([0-9]+)");

  private final ExperienceEngine engine;
  private final KillLedger ledger;
  private final List<KillThread> threads = new ArrayList<>();

  private KillWriter(ExperienceEngine engine, KillLedger ledger) {
    this.engine = engine;
    this.ledger = ledger;
    for (int number = 0; number < THREAD_COUNT; number++) {
      threads.add(new KillThread(number, engine));
    }
  }

  public static void main(String[] arguments) throws IOException {
    EngineConfig config =
        EngineConfig.defaults()
            .withStore(StoreKind.valueOf(arguments[3]))
            .withMaxProfiles(10_000)
            .withEnvironment("acme", "main", TestEnvironments.counting(1))
            .withSegmentBytes(SEGMENT_BYTES)
            .withDataDirectory(Path.of(arguments[0]), Durability.valueOf(arguments[2]));
    KillWriter writer =
        new KillWriter(ExperienceEngine.open(config), KillLedger.open(Path.of(arguments[1])));
    try {
      writer.check();
    } catch (RuntimeException | Error wrong) {
      wrong.printStackTrace();
      Runtime.getRuntime().halt(2);
    }
    writer.ledger.countStart();
    writer.write();
  }

  /* What is under way at a kill is there or not, whole either way; after it came again it is. */
  private void check() {
    Map<String, Stored> stored = stored();
    long count = 0;
    for (KillThread thread : threads) {
      long acknowledged = ledger.acknowledged(thread.number());
      if (!isLeftBy(thread, acknowledged, stored) && !isLeftBy(thread, acknowledged + 1, stored)) {
        throw wrong(thread, acknowledged, stored);
      }
    }
    for (KillThread thread : threads) {
      long next = ledger.acknowledged(thread.number()) + 1;
      thread.repeat(next - 1);
      thread.make(next);
      thread.repeat(next);
      ledger.acknowledge(thread.number(), next);
      count += thread.stored(next).size();
    }
    stored = stored();
    for (KillThread thread : threads) {
      if (!isLeftBy(thread, ledger.acknowledged(thread.number()), stored)) {
        throw wrong(thread, ledger.acknowledged(thread.number()), stored);
      }
    }
    if (count != engine.profileCount()) {
      throw new IllegalStateException(engine.profileCount() + " profiles, expected " + count);
    }
  }

  private static boolean isLeftBy(KillThread thread, long n, Map<String, Stored> stored) {
    Map<String, String> links = thread.links(n);
    return thread.stored(n).equals(own(thread, stored))
        && links.equals(thread.found(links.keySet()));
  }

  private static IllegalStateException wrong(
      KillThread thread, long n, Map<String, Stored> stored) {
    return new IllegalStateException(
        "thread %d, acknowledged %d\n expected %s\n       or %s\n    found %s\n expected %s\n       or %s\n    found %s"
            .formatted(
                thread.number(),
                n,
                thread.stored(n),
                thread.stored(n + 1),
                own(thread, stored),
                thread.links(n),
                thread.links(n + 1),
                thread.found(thread.links(n + 1).keySet())));
  }

  private static Map<String, Stored> own(KillThread thread, Map<String, Stored> stored) {
    return stored.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(thread.prefix()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Map<String, Stored> stored() {
    Map<String, Stored> stored = new TreeMap<>();
    engine.exportProfiles(
        engine.environment("acme", "main"),
        line -> {
          String text = line.toString();
          long count = Long.parseLong(found(COUNT, text));
          long last = Long.parseLong(found(LAST, text));
          stored.put(found(ID, text), new Stored(count, last));
        });
    return stored;
  }

  private static String found(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find() ? matcher.group(1) : "0";
  }

  private void write() {
    for (KillThread thread : threads) {
      new Thread(() -> write(thread)).start();
    }
  }

  private void write(KillThread thread) {
    while (true) {
      long next = ledger.acknowledged(thread.number()) + 1;
      thread.make(next);
      ledger.acknowledge(thread.number(), next);
    }
  }
}
