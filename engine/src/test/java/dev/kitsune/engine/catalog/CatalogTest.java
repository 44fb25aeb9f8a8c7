package dev.kitsune.engine.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.experience.ExperienceDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private final Catalog catalog = new Catalog();

  @Test
  void findsNothingBeforeTheFirstSwap() {
    assertUnknown("acme", "main");
    assertTrue(catalog.environments().isEmpty());
  }

  @Test
  void findsEachEnvironmentByBothNames() {
    catalog.swap(List.of(plain("acme", "main"), plain("acme", "test"), plain("caf\u00e9", "main")));
    assertFound("acme", "main");
    assertFound("acme", "test");
    assertFound("caf\u00e9", "main");
    assertNotSame(find("acme", "main"), find("caf\u00e9", "main"));
    assertEquals(3, catalog.environments().size());
  }

  @Test
  void findsNoNameThatOnlyResemblesOne() {
    catalog.swap(List.of(plain("acme", "main"), plain("caf\u00e9", "test")));
    assertUnknown("acme", "test");
    assertUnknown("caf\u00e9", "main");
    assertUnknown("ACME", "main");
    assertUnknown("acme", "");
    assertUnknown("", "main");
    assertUnknown("acme/main", "main");
  }

  @Test
  void keepsTheVersionOfWhatDidNotChange() {
    catalog.swap(List.of(plain("acme", "main"), plain("acme", "test")));
    Environment main = find("acme", "main").current();
    Environment test = find("acme", "test").current();
    catalog.swap(List.of(changed("acme", "test", 2), plain("acme", "main")));
    assertSame(main, find("acme", "main").current());
    assertEquals(1, main.version());
    assertNotSame(test, find("acme", "test").current());
    assertEquals(2, find("acme", "test").current().version());
  }

  @Test
  void countsVersionsUpWithEachChange() {
    for (int version = 1; version <= 5; version++) {
      catalog.swap(List.of(changed("acme", "main", version)));
      assertEquals(version, find("acme", "main").current().version());
      catalog.swap(List.of(changed("acme", "main", version)));
      assertEquals(version, find("acme", "main").current().version());
    }
    catalog.swap(List.of(changed("acme", "main", 1)));
    assertEquals(6, find("acme", "main").current().version());
  }

  @Test
  void keepsAReferenceValidAcrossChanges() {
    catalog.swap(List.of(plain("acme", "main")));
    EnvironmentRef ref = find("acme", "main");
    Environment before = ref.current();
    catalog.swap(List.of(changed("acme", "main", 2), plain("acme", "new")));
    assertSame(ref, find("acme", "main"));
    assertEquals(2, ref.current().version());
    assertEquals(1, before.version());
  }

  @Test
  void doesNotFindWhatWasRemoved() {
    catalog.swap(List.of(plain("acme", "main"), plain("acme", "test"), plain("other", "main")));
    EnvironmentRef main = find("acme", "main");
    catalog.swap(List.of(plain("acme", "test")));
    assertUnknown("acme", "main");
    assertUnknown("other", "main");
    assertGone(main);
    assertFound("acme", "test");
    assertEquals(List.of(find("acme", "test")), catalog.environments());
    catalog.swap(List.of());
    assertUnknown("acme", "test");
    assertTrue(catalog.environments().isEmpty());
  }

  @Test
  void bringsBackWhatWasRemovedUnderTheSameReference() {
    catalog.swap(List.of(plain("acme", "main"), plain("acme", "test")));
    EnvironmentRef main = find("acme", "main");
    catalog.swap(List.of(plain("acme", "test")));
    assertGone(main);
    catalog.swap(List.of(plain("acme", "main"), plain("acme", "test")));
    assertSame(main, find("acme", "main"));
    assertEquals(plain("acme", "main"), main.current().definition());
  }

  /* A version's number says which configuration gave an answer, so none may be given twice. */
  @Test
  void givesNoVersionNumberTwiceToWhatComesBack() {
    catalog.swap(List.of(changed("acme", "main", 1)));
    catalog.swap(List.of(changed("acme", "main", 2)));
    catalog.swap(List.of());
    catalog.swap(List.of(changed("acme", "main", 3)));
    assertEquals(3, find("acme", "main").current().version());
  }

  @Test
  void numbersEnvironmentsDenselyAndForGood() {
    catalog.swap(List.of(plain("a", "1"), plain("a", "2")));
    int second = find("a", "2").ordinal();
    catalog.swap(List.of(plain("a", "2"), plain("a", "3")));
    catalog.swap(List.of(plain("a", "3"), plain("a", "2"), plain("a", "1")));
    Set<Integer> ordinals = new HashSet<>();
    catalog.environments().forEach(ref -> ordinals.add(ref.ordinal()));
    assertEquals(Set.of(0, 1, 2), ordinals);
    assertEquals(second, find("a", "2").ordinal());
  }

  @Test
  void changesNothingIfOneCannotBeCompiled() {
    catalog.swap(List.of(plain("acme", "main"), plain("acme", "test")));
    Environment main = find("acme", "main").current();
    EnvironmentDefinition dangling =
        definition("acme", "test", 9, List.of(experience("exp", "nobody")));
    assertThrows(
        IllegalArgumentException.class,
        () -> catalog.swap(List.of(changed("acme", "main", 2), dangling, plain("new", "new"))));
    assertSame(main, find("acme", "main").current());
    assertFound("acme", "test");
    assertUnknown("new", "new");
    assertEquals(2, catalog.environments().size());
  }

  private EnvironmentRef find(String organizationId, String environmentSlug) {
    return catalog.find(slice(organizationId), slice(environmentSlug));
  }

  private void assertFound(String organizationId, String environmentSlug) {
    EnvironmentRef ref = find(organizationId, environmentSlug);
    assertEquals(organizationId, ref.organizationId());
    assertEquals(environmentSlug, ref.environmentSlug());
    assertEquals(organizationId, ref.current().definition().organizationId());
    assertEquals(environmentSlug, ref.current().definition().environmentSlug());
  }

  private void assertUnknown(String organizationId, String environmentSlug) {
    ExperienceException refused =
        assertThrows(ExperienceException.class, () -> find(organizationId, environmentSlug));
    assertEquals(ErrorCode.CONFIG_NOT_FOUND, refused.code());
  }

  @Test
  void swapsEachByItselfAndKeepsWhatIsRefused() {
    catalog.swap(List.of(plain("a", "main"), plain("b", "main"), plain("c", "main")));
    EnvironmentDefinition uncompilable =
        definition("b", "main", 2, List.of(experience("1", "unknown")));
    ConfigurationException bad = new ConfigurationException("file", "/audiences", "bad");
    List<ConfigurationException> refusals =
        catalog.swapEach(
            List.of(
                read(changed("a", "main", 2)),
                read(uncompilable),
                new EnvironmentReading("d", "main", null, bad)));
    assertEquals(2, find("a", "main").current().version());
    assertEquals(1, find("b", "main").current().version());
    assertUnknown("c", "main");
    assertUnknown("d", "main");
    assertEquals("b/main", refusals.get(0).file());
    assertTrue(refusals.get(0).reason().startsWith("cannot be compiled: "));
    assertEquals(List.of(bad), refusals.subList(1, refusals.size()));
  }

  private static EnvironmentReading read(EnvironmentDefinition definition) {
    return EnvironmentReading.of(
        definition.organizationId(), definition.environmentSlug(), () -> definition);
  }

  private static void assertGone(EnvironmentRef ref) {
    ExperienceException refused = assertThrows(ExperienceException.class, ref::current);
    assertEquals(ErrorCode.CONFIG_NOT_FOUND, refused.code());
    assertNotEquals("", refused.code().message());
  }

  private static EnvironmentDefinition plain(String organizationId, String environmentSlug) {
    return changed(organizationId, environmentSlug, 1);
  }

  private static EnvironmentDefinition changed(
      String organizationId, String environmentSlug, long contentHash) {
    return definition(organizationId, environmentSlug, contentHash, List.of());
  }

  private static EnvironmentDefinition definition(
      String organizationId,
      String environmentSlug,
      long contentHash,
      List<ExperienceDefinition> experiences) {
    return new EnvironmentDefinition(
        organizationId,
        environmentSlug,
        contentHash,
        EnvironmentSettings.DEFAULT,
        List.of(),
        experiences);
  }

  private static ExperienceDefinition experience(String id, String audienceId) {
    return new ExperienceDefinition(id, "", audienceId, 1, List.of(1.0), false, List.of());
  }

  private static ByteSlice slice(String text) {
    byte[] larger = ("/" + text + "/").getBytes(UTF_8);
    return new ByteSlice().wrap(larger, 1, larger.length - 2);
  }
}
