package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an embedder sees is documented whole: the compiler's own check of the comments. */
class EmbedderDocsTest {
  private static final Path ROOT = Path.of("src", "main", "java", "dev", "kitsune", "engine");

  /** The packages' files beside those of the root and of {@code error}. */
  private static final List<String> OTHERS =
      List.of(
          "bytes/ByteSlice.java",
          "bytes/JsonValues.java",
          "bytes/JsonWriter.java",
          "bytes/OrderedMap.java",
          "bytes/package-info.java",
          "audience/AudienceExplanation.java",
          "audience/RuleChange.java",
          "audience/RuleExplanation.java",
          "audience/WhereCondition.java",
          "audience/package-info.java",
          "catalog/EnvironmentRef.java",
          "catalog/package-info.java",
          "experience/ExperienceExplanation.java",
          "experience/SelectedExperience.java",
          "experience/Change.java",
          "experience/package-info.java",
          "journal/Durability.java",
          "journal/JournalStatus.java",
          "journal/package-info.java",
          "kernel/Device.java",
          "kernel/DeviceDetector.java",
          "kernel/EventAdmission.java",
          "kernel/EventCounts.java",
          "kernel/package-info.java",
          "response/Explanation.java",
          "response/ResponseSink.java",
          "response/ProfileReceiver.java",
          "response/package-info.java");

  @Test
  void everyPublicTypeOfAnEmbedderIsDocumented(@TempDir Path classes) throws IOException {
    String faults = faults(files(), classes);
    assertEquals("", faults);
  }

  @Test
  void everyTypeThatTheRootsMethodsTakeOrGiveIsAmongThem() throws Exception {
    Set<String> used = new TreeSet<>();
    for (String file : names(ROOT)) {
      Class<?> type = Class.forName("dev.kitsune.engine." + file.replace(".java", ""));
      if (Modifier.isPublic(type.getModifiers())) {
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .forEach(method -> addTypes(method.toGenericString(), used));
      }
    }
    assertTrue(used.contains("catalog/EnvironmentRef.java"), used::toString);
    used.removeAll(OTHERS);
    assertEquals(Set.of(), used);
  }

  @Test
  void theReadmeNamesTheirPackages() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md")).replaceAll("\\s+", " ");
    Matcher sentence =
        Pattern.compile("stand in `dev.kitsune.engine` and its packages ([^.]*)\\.")
            .matcher(readme);
    assertTrue(sentence.find());
    Set<String> packages = new TreeSet<>(Set.of("error"));
    OTHERS.forEach(file -> packages.add(file.substring(0, file.indexOf('/'))));
    String named =
        packages.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    assertEquals(named, sentence.group(1).replace(" and ", ", "));
  }

  /* Those of other packages than the root's and error's, as files. */
  private static void addTypes(String signature, Set<String> files) {
    Matcher type =
        Pattern.compile("dev\\.kitsune\\.engine\\.([a-z]+)\\.([A-Z]\\w*)").matcher(signature);
    while (type.find()) {
      if (!type.group(1).equals("error")) {
        files.add(type.group(1) + "/" + type.group(2) + ".java");
      }
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
          .toList();
    }
  }

  @Test
  void aMissingCommentIsFound(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("Bare.java"),
            "/** Bare. */ public class Bare { public int a() { return 1; } }");
    assertTrue(faults(List.of(file), directory).contains("no comment"));
  }

  private static List<Path> files() throws IOException {
    Stream<Path> others = OTHERS.stream().map(ROOT::resolve);
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> error = Files.list(ROOT.resolve("error"))) {
      return Stream.of(root, error, others)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }

  /* All of doclint's groups, less the tags that would say again what the signature says. */
  private static String faults(List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, null, null)) {
      compiler
          .getTask(
              null,
              manager,
              found,
              options(classes),
              null,
              manager.getJavaFileObjectsFromPaths(files))
          .call();
    }
    return found.getDiagnostics().stream()
        .filter(fault -> !fault.getMessage(Locale.ENGLISH).startsWith("no @"))
        .map(Diagnostic::toString)
        .collect(Collectors.joining("\n"));
  }

  private static List<String> options(Path classes) {
    return List.of(
        "-Xdoclint:all/public",
        "-Xmaxwarns",
        "10000",
        "-proc:none",
        "-implicit:none",
        "-classpath",
        System.getProperty("java.class.path"),
        "-d",
        classes.toString());
  }
}
