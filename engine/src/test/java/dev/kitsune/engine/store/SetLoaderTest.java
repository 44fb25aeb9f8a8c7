package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.EnvironmentReader;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.kernel.RecordSet;
import dev.kitsune.engine.profile.ProfileRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others do between looking up and locking is seen under the lock. */
class SetLoaderTest {
  private final RecordStore profiles = new HeapRecordStore(10, 10_000);
  private final RecordStore aliases = new HeapRecordStore(10, 1_000);
  private final KeyHash hash = new KeyHash(1, 2);
  private final SetLoader loader = new SetLoader(profiles, aliases, hash);
  private final StripeSet stripes = new StripeSet(new StripeLocks(4_096));
  private final RecordSet set = new RecordSet();
  private final EnvironmentRef environment = environment();

  private static EnvironmentRef environment() {
    Catalog catalog = new Catalog();
    byte[] none = "{}".getBytes(StandardCharsets.UTF_8);
    catalog.swap(List.of(new EnvironmentReader("acme", "main").add("test", none).definition()));
    return catalog.environments().get(0);
  }

  @BeforeEach
  void nameTheId() {
    set.clear(0);
    name("u");
  }

  private void name(String id) {
    hash.hash(environment, slice(id));
    set.name(slice(id), hash.high(), hash.low());
  }

  private void writeProfile(String key, String id) {
    ProfileRecord record = new ProfileRecord();
    record.begin(id.getBytes(StandardCharsets.UTF_8), 0, id.length());
    hash.hash(environment, slice(key));
    byte[] bytes = record.bytes().toBytes();
    profiles.write(hash.high(), hash.low(), bytes, 0, bytes.length);
  }

  private void writeAlias(String key, String alias, String profileId) {
    ByteSink entry = new ByteSink(64);
    AliasEntry.write(slice(alias), slice(profileId), entry);
    hash.hash(environment, slice(key));
    aliases.write(hash.high(), hash.low(), entry.array(), 0, entry.length());
  }

  private static ByteSlice slice(String text) {
    return new ByteSlice().wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private void collectAndLock() {
    stripes.clear();
    loader.collectStripes(set, environment, stripes);
    stripes.lockAll();
  }

  private boolean load() {
    boolean isLoaded = loader.load(set, environment, stripes);
    stripes.unlockAll();
    return isLoaded;
  }

  @Test
  void findsNobodyWhereNobodyHasTheId() {
    collectAndLock();
    assertTrue(load());
    assertEquals(RecordSet.NOBODY, set.owner(0));
    assertTrue(loader.loadSingle(set));
  }

  @Test
  void asksForMoreLocksWhereAnAliasAppearedMeanwhile() {
    collectAndLock();
    writeProfile("p", "p");
    writeAlias("u", "u", "p");
    assertFalse(load());
    collectAndLock();
    assertTrue(load());
    assertEquals("p", set.slot(set.owner(0)).record().id(new ByteSlice()).toString());
  }

  @Test
  void asksForMoreLocksWhereAnAliasLeadsElsewhereMeanwhile() {
    writeProfile("p", "p");
    writeProfile("q", "q");
    writeAlias("u", "u", "p");
    collectAndLock();
    writeAlias("u", "u", "q");
    assertFalse(load());
  }

  @Test
  void seesAProfileThatAppearedMeanwhile() {
    collectAndLock();
    writeProfile("u", "u");
    assertTrue(load());
    assertEquals("u", set.slot(set.owner(0)).record().id(new ByteSlice()).toString());
  }

  @Test
  void loadsAProfileOnceForItsIdAndItsAliases() {
    writeProfile("p", "p");
    writeAlias("u", "u", "p");
    name("p");
    collectAndLock();
    assertTrue(load());
    assertEquals(1, set.slotCount());
    assertEquals(set.owner(0), set.owner(1));
  }

  @Test
  void leavesAnAliasToTheLongWay() {
    writeProfile("p", "p");
    writeAlias("u", "u", "p");
    assertFalse(loader.loadSingle(set));
  }

  @Test
  void neverGivesAnothersProfileForTheSameKey() {
    writeProfile("u", "other");
    collectAndLock();
    assertThrows(IllegalStateException.class, this::load);
    stripes.unlockAll();
    writeAlias("v", "other", "p");
    set.clear(0);
    name("v");
    collectAndLock();
    assertThrows(IllegalStateException.class, this::load);
    stripes.unlockAll();
  }
}
