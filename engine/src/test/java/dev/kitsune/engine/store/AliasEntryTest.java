package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasEntryTest {
  private final ByteSink entry = new ByteSink(1);

  private static ByteSlice slice(String text) {
    byte[] padded = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return new ByteSlice().wrap(padded, 1, padded.length - 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256})
  void keepsAliasAndProfileIdOfEveryLength(int length) {
    String alias = "é".repeat(length / 2) + "a".repeat(length % 2);
    String id = "p".repeat(length);
    AliasEntry.write(slice(alias), slice(id), entry);
    assertTrue(AliasEntry.isOf(entry, slice(alias)));
    assertEquals(id, AliasEntry.profileId(entry, new ByteSlice()).toString());
  }

  @Test
  void tellsAnotherAliasApart() {
    AliasEntry.write(slice("user"), slice("profile"), entry);
    for (String other : new String[] {"", "use", "users", "userp", "User", "profile"}) {
      assertFalse(AliasEntry.isOf(entry, slice(other)), other);
    }
  }

  @Test
  void replacesWhatTheSinkHeld() {
    AliasEntry.write(slice("a longer alias"), slice("a longer profile"), entry);
    AliasEntry.write(slice("u"), slice("p"), entry);
    assertTrue(AliasEntry.isOf(entry, slice("u")));
    assertEquals("p", AliasEntry.profileId(entry, new ByteSlice()).toString());
    assertEquals(4, entry.length());
  }
}
