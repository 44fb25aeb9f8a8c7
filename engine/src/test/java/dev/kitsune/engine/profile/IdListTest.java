package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static dev.kitsune.engine.profile.ProfileTexts.crowd;
import static dev.kitsune.engine.profile.ProfileTexts.section;
import static dev.kitsune.engine.profile.ProfileTexts.slice;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdListTest {
  private final ProfileRecord record = blank("visitor");

  @Test
  void isEmptyAtFirst() {
    assertEquals(0, IdList.ALIASES.count(record));
    assertFalse(IdList.ALIASES.contains(record, slice("visitor")));
    assertFalse(IdList.ALIASES.contains(record, slice("")));
  }

  @Test
  void holdsEveryIdThatWasAdded() {
    for (int i = 0; i < 32; i++) {
      assertEquals(i, IdList.ALIASES.count(record));
      assertFalse(IdList.ALIASES.contains(record, slice("user-" + i)));
      IdList.ALIASES.add(record, slice("user-" + i));
    }
    assertEquals(32, IdList.ALIASES.count(record));
    for (int i = 0; i < 32; i++) {
      assertTrue(IdList.ALIASES.contains(record, slice("user-" + i)));
    }
  }

  @Test
  void comparesWholeIds() {
    IdList.ALIASES.add(record, slice("anna"));
    IdList.ALIASES.add(record, slice("é😀"));
    for (String other : List.of("", "ann", "nna", "annaé", "annaé😀", "Anna", "é", "a")) {
      assertFalse(IdList.ALIASES.contains(record, slice(other)), other);
    }
    assertTrue(IdList.ALIASES.contains(record, slice("é😀")));
    ByteSlice within = new ByteSlice().wrap("__anna__".getBytes(UTF_8), 2, 4);
    assertTrue(IdList.ALIASES.contains(record, within));
  }

  @Test
  void holdsIdsOf256Bytes() {
    IdList.ALIASES.add(record, slice("a".repeat(256)));
    IdList.ALIASES.add(record, slice("b".repeat(255)));
    assertEquals(2, IdList.ALIASES.count(record));
    assertTrue(IdList.ALIASES.contains(record, slice("a".repeat(256))));
    assertTrue(IdList.ALIASES.contains(record, slice("b".repeat(255))));
    assertFalse(IdList.ALIASES.contains(record, slice("a".repeat(255))));
  }

  @Test
  void leavesItsNeighboursIntact() {
    ProfileRecord crowded = ProfileTexts.crowded();
    crowded.replaceSection(Section.ALIASES, new byte[0], 0, 0);
    IdList.ALIASES.add(crowded, slice("anna"));
    IdList.ALIASES.add(crowded, slice("bert"));
    assertEquals(crowd(Section.DIGESTS), section(crowded, Section.DIGESTS));
    assertEquals(crowd(Section.REDIRECTS), section(crowded, Section.REDIRECTS));
  }
}
