package dev.kitsune.engine.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;

/** Records and JSON trees from text. */
final class ProfileTexts {
  private ProfileTexts() {}

  /** A record that has seen nothing yet. */
  static ProfileRecord blank(String id) {
    ProfileRecord record = new ProfileRecord();
    byte[] bytes = id.getBytes(UTF_8);
    record.begin(bytes, 0, bytes.length);
    return record;
  }

  /** A record with something in every section, each of another length. */
  static ProfileRecord crowded() {
    ProfileRecord record = blank("visitor");
    for (int section = 0; section < Section.COUNT; section++) {
      byte[] content = crowd(section).getBytes(UTF_8);
      record.replaceSection(section, content, 0, content.length);
    }
    return record;
  }

  /** What {@link #crowded} has in a section. */
  static String crowd(int section) {
    return ("<" + section + ">").repeat(section + 1);
  }

  static JsonTape tape(String json) {
    JsonTape tape = new JsonTape();
    byte[] bytes = json.getBytes(UTF_8);
    assertTrue(tape.parse(bytes, 0, bytes.length, JsonLimits.DEFAULT), tape::fault);
    return tape;
  }

  static ByteSlice slice(String text) {
    return new ByteSlice().wrap(text.getBytes(UTF_8));
  }

  static String section(ProfileRecord record, int section) {
    return record.section(section, new ByteSlice()).toString();
  }
}
