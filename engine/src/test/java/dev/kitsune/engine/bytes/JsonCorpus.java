package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kitsune.testdata.TestData;
import java.util.List;
import java.util.stream.Stream;

/** The JSON texts of the test data with the verdict that each must get. */
final class JsonCorpus {
  /** One text; an offset of {@link #ACCEPTED} says that it is valid. */
  record Text(String path, int offset, String rule) {
    byte[] bytes() {
      return read(path);
    }

    @Override
    public String toString() {
      return path;
    }
  }

  static final int ACCEPTED = -1;

  private JsonCorpus() {}

  static Stream<Text> accepted() {
    return rows("accept.csv").map(file -> new Text("accept/" + file, ACCEPTED, ""));
  }

  static Stream<Text> rejected() {
    return rows("reject.csv").map(row -> row.split(",", 3)).map(JsonCorpus::rejected);
  }

  static Stream<Text> either() {
    return rows("either.csv").map(row -> row.split(",", 5)).map(JsonCorpus::either);
  }

  static Stream<Text> all() {
    return Stream.of(accepted(), rejected(), either()).flatMap(texts -> texts);
  }

  private static Text rejected(String[] cells) {
    return new Text("reject/" + cells[0], Integer.parseInt(cells[1]), cells[2]);
  }

  private static Text either(String[] cells) {
    int offset = cells[1].equals("accept") ? ACCEPTED : Integer.parseInt(cells[2]);
    return new Text("either/" + cells[0], offset, cells[4]);
  }

  private static Stream<String> rows(String index) {
    List<String> lines = new String(read(index), UTF_8).lines().toList();
    return lines.stream().skip(1);
  }

  private static byte[] read(String name) {
    return TestData.bytes("json/" + name);
  }
}
