package dev.kitsune.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The README's blocks of Java, and the lines of the tests that run them. */
final class ReadmeLines {
  private static final Path README = Path.of("..", "README.md");
  private static final Path TESTS = Path.of("src", "test", "java", "dev", "kitsune", "engine");

  private ReadmeLines() {}

  /** The README's block of this index. */
  static List<String> shown(int block) throws IOException {
    List<List<String>> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(README);
    for (int start = 0; start < lines.size(); start++) {
      if (lines.get(start).equals("```java")) {
        List<String> rest = lines.subList(start + 1, lines.size());
        blocks.add(rest.subList(0, rest.indexOf("```")));
      }
    }
    return blocks.get(block);
  }

  /** The marked lines of a test, less their indentation. */
  static List<String> run(String test) throws IOException {
    List<String> source = Files.readAllLines(TESTS.resolve(test + ".java"));
    List<String> marks = source.stream().map(String::strip).toList();
    List<String> marked =
        source.subList(
            marks.indexOf("// begin of the README's lines") + 1,
            marks.indexOf("// end of the README's lines"));
    int indentation = marked.get(0).length() - marked.get(0).stripLeading().length();
    return marked.stream()
        .map(line -> line.isEmpty() ? line : line.substring(indentation))
        .toList();
  }
}
