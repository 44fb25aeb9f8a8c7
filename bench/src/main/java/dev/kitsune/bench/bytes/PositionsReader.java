package dev.kitsune.bench.bytes;

import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Readers that find where the fields stand and make no text until it is asked for. */
final class PositionsReader implements PageFieldReader {
  /** Finds the fields of a body; false if it is not valid. */
  interface Finder {
    boolean find(byte[] body, PagePositions positions) throws IOException;
  }

  private final Finder finder;
  private final PagePositions positions = new PagePositions();
  private byte[] body = new byte[0];

  PositionsReader(Finder finder) {
    this.finder = finder;
  }

  @Override
  public boolean read(byte[] newBody) throws IOException {
    body = newBody;
    return finder.find(newBody, positions);
  }

  @Override
  public String text(int field) {
    return positions.text(field, body);
  }

  @Override
  public List<String> memberTexts() {
    List<String> texts = new ArrayList<>();
    addScalars(text(PageField.QUERY), texts);
    addScalars(text(PageField.PROPERTIES), texts);
    return texts;
  }

  private static void addScalars(String json, List<String> texts) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    JsonTape tape = new JsonTape();
    if (!tape.parse(bytes, 0, bytes.length, JsonLimits.DEFAULT)) {
      throw new IllegalStateException("a field must be JSON: " + json);
    }
    for (int node = 0; node < tape.next(0); node++) {
      int kind = tape.kind(node);
      if (kind != JsonTape.OBJECT && kind != JsonTape.ARRAY && kind != JsonTape.KEY) {
        texts.add(new String(bytes, tape.start(node), tape.length(node), StandardCharsets.UTF_8));
      }
    }
  }
}
