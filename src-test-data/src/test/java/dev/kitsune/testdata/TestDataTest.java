package dev.kitsune.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestDataTest {
  private final Path folder;

  TestDataTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({"create, 1028", "update, 649", "upsert, 4804"})
  void holdsTheDocumentedRequestsAtTheirDocumentedLength(String endpoint, int contentLength) {
    assertEquals(contentLength, TestData.bytes("requests/" + endpoint + "/documented.json").length);
    String lines = TestData.text("requests/" + endpoint + "/documented-lines.json");
    String compact = TestData.text("requests/" + endpoint + "/documented.json");
    assertEquals(withoutSpace(compact), withoutSpace(lines));
  }

  @Test
  void refusesANameThatNobodyHas() {
    assertThrows(IllegalArgumentException.class, () -> TestData.bytes("requests/none.json"));
    assertThrows(IllegalArgumentException.class, () -> TestData.names("none"));
  }

  @Test
  void givesEveryCallerItsOwnCopy() {
    TestData.bytes("requests/create/documented.json")[0] = 'x';
    assertEquals('{', TestData.bytes("requests/create/documented.json")[0]);
  }

  @Test
  void listsAFolderAlikeFromDiskAndFromAJar() throws Exception {
    List<String> names = TestData.names("requests");
    assertTrue(names.contains("requests/upsert/documented.json"), names.toString());
    URL jar = jar().toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
      Class<?> data = loader.loadClass(TestData.class.getName());
      Method list = data.getMethod("names", String.class);
      assertEquals(names, list.invoke(null, "requests"));
      byte[] bytes = (byte[]) data.getMethod("bytes", String.class).invoke(null, names.get(0));
      assertArrayEquals(TestData.bytes(names.get(0)), bytes);
    }
  }

  @Test
  void namesEveryRefusedRequestOnce() {
    List<RefusedRequest> all = RefusedRequest.all();
    assertTrue(all.size() >= 150, () -> all.size() + " requests");
    assertEquals(all.size(), all.stream().map(RefusedRequest::name).distinct().count());
  }

  @Test
  void indexesEveryMalformedRequestOnce() {
    List<MalformedRequest> all = MalformedRequest.all();
    assertTrue(all.size() >= 60, () -> all.size() + " requests");
    List<String> names = all.stream().map(MalformedRequest::name).sorted().toList();
    assertEquals(TestData.names("requests/malformed", ".json"), names);
  }

  @Test
  void keepsEveryByteOffsetInsideItsBody() {
    for (MalformedRequest request : MalformedRequest.all()) {
      OptionalInt offset = request.byteOffset();
      assertTrue(offset.orElse(0) <= request.body().length, request::toString);
      assertFalse(offset.isPresent() && !request.fragment().isEmpty(), request::toString);
    }
  }

  @Test
  void namesExistingFilesInEveryStep() {
    List<AnswerStep> steps = AnswerStep.all();
    HashSet<String> unused = new HashSet<>(TestData.names("responses", ".json"));
    for (int i = 0; i < steps.size(); i++) {
      assertEquals(i + 1, steps.get(i).order());
      assertFalse(steps.get(i).answer().isEmpty());
      assertEquals(steps.get(i).isOk(), steps.get(i).answer().contains("\"error\": null"));
      assertEquals(steps.get(i).endpoint() == Endpoint.GET, steps.get(i).request().length == 0);
      unused.remove(steps.get(i).answerName());
    }
    assertTrue(unused.isEmpty(), unused::toString);
  }

  @Test
  void neverTurnsTheClockBackBetweenSteps() {
    long[] clocks = AnswerStep.all().stream().mapToLong(AnswerStep::clockMs).toArray();
    long[] sorted = clocks.clone();
    Arrays.sort(sorted);
    assertArrayEquals(sorted, clocks);
  }

  @Test
  void buildsTargetsAndDecodesIds() {
    AnswerStep step =
        AnswerStep.all().stream().filter(s -> s.id().contains("%")).findFirst().orElseThrow();
    assertEquals("team/r\u00e9my", step.decodedId());
    assertEquals(
        "/v2/organizations/acme/environments/main/profiles/team%2Fr%C3%A9my", step.target());
    AnswerStep first = AnswerStep.all().get(0);
    assertTrue(first.isPreflight());
    assertEquals(
        "/v2/organizations/acme/environments/main/profiles?type=preflight", first.target());
  }

  @Test
  void readsTheHashVectors() {
    List<HashVector> vectors = HashVector.all();
    assertEquals(10, vectors.size());
    assertEquals(new HashVector("", 0, 0), vectors.get(0));
    assertEquals("traffic-exp-\ud83d\ude00", vectors.get(9).input());
    for (HashVector vector : vectors) {
      assertEquals(vector.hash() / 4294967295.0, vector.unit());
    }
  }

  private Path jar() throws IOException {
    URL root = TestData.class.getResource("/requests");
    assertTrue(root != null && "file".equals(root.getProtocol()));
    Path classes = Path.of(URI.create(root + "/..")).normalize();
    Path jar = folder.resolve("data.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        var files = Files.walk(classes)) {
      for (Path path : files.filter(p -> !p.equals(classes)).sorted().toList()) {
        String name = classes.relativize(path).toString().replace('\\', '/');
        out.putNextEntry(new JarEntry(Files.isDirectory(path) ? name + "/" : name));
        out.write(Files.isDirectory(path) ? new byte[0] : Files.readAllBytes(path));
      }
    }
    return jar;
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s", "");
  }
}
