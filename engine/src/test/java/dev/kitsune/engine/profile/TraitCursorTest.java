package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static dev.kitsune.engine.profile.ProfileTexts.tape;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kitsune.engine.bytes.ByteSlice;
import org.junit.jupiter.api.Test;

class TraitCursorTest {
  private final ProfileRecord record = blank("visitor");
  private final TraitCursor cursor = new TraitCursor();
  private final ByteSlice key = new ByteSlice();
  private final ByteSlice value = new ByteSlice();

  @Test
  void walksTraitsInTheirOrder() {
    String members = "\"b\":1,\"\":{\"x\":[\"}\"]},\"\\\"ü\":\"🦊 \\u0000\",\"a\":null";
    new TraitMerge().merge(record, tape("{" + members + "}"), 0, 1_000, (k, o, v) -> {});
    StringBuilder walked = new StringBuilder();
    int count = cursor.begin(record);
    assertEquals(4, count);
    while (cursor.next(key, value)) {
      walked.append(walked.length() == 0 ? "\"" : ",\"").append(key).append("\":").append(value);
    }
    assertEquals(members, walked.toString());
    assertEquals(Traits.members(record, new ByteSlice()).toString(), walked.toString());
    assertFalse(cursor.next(key, value));
  }

  @Test
  void hasNothingToWalkInARecordWithoutTraits() {
    assertEquals(0, cursor.begin(record));
    assertFalse(cursor.next(key, value));
  }
}
