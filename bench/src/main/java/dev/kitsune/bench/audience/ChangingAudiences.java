package dev.kitsune.bench.audience;

import dev.kitsune.bench.request.LoadedEngine;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.testdata.EnvironmentGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An environment in a folder, bench/main, of which some audiences get another rule. One is told by
 * its line of the text.
 */
final class ChangingAudiences {
  private static final long ROOM = 4;
  private static final String RULE_START = "\"rules\":{\"any\":[{\"all\":[";

  private final Path directory;
  private final Path file;
  private final List<String> lines;
  private final List<String> current;
  private final List<String> before = new ArrayList<>();
  private final List<Integer> audienceLines;
  private int version;

  ChangingAudiences(Path directory, int audienceCount) {
    this.directory = directory;
    file = directory.resolve("bench").resolve("main").resolve("environment.json");
    lines = EnvironmentGenerator.generate(audienceCount).json().lines().toList();
    current = new ArrayList<>(lines);
    audienceLines =
        IntStream.range(0, lines.size())
            .filter(line -> lines.get(line).contains(RULE_START))
            .boxed()
            .toList();
    write(lines);
  }

  /** An engine that reads the folder. */
  LoadedEngine open(int profileCount) {
    EngineConfig config =
        LoadedEngine.config(EngineConfig.StoreKind.CHRONICLE, ROOM * profileCount);
    return LoadedEngine.visited(config.withConfigDirectory(directory), profileCount);
  }

  /** Gives so many audiences, spread over all, a rule that they never had. */
  void change(int count) {
    version++;
    before.clear();
    before.addAll(current);
    Set<Integer> places =
        IntStream.range(0, count)
            .mapToObj(i -> audienceLines.get((int) ((long) i * audienceLines.size() / count)))
            .collect(Collectors.toSet());
    places.forEach(line -> current.set(line, changed(lines.get(line))));
    write(current);
  }

  /** Takes the last change back. */
  void changeBack() {
    current.clear();
    current.addAll(before);
    write(current);
  }

  /* One condition more, that holds for every typical visitor. */
  private String changed(String line) {
    String more =
        "{\"type\":\"identify\",\"key\":\"plan\",\"operator\":\"notEqual\",\"value\":\"version-"
            + version
            + "\"},";
    return line.replace(RULE_START, RULE_START + more);
  }

  private void write(List<String> text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.stream().collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
