package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.EnvironmentDefinition;
import dev.kitsune.engine.catalog.EnvironmentReader;
import dev.kitsune.engine.catalog.EnvironmentRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyHashTest {
  private static final List<EnvironmentRef> ENVIRONMENTS = environments(20);

  /** A key as text. */
  private static String key(KeyHash hash, EnvironmentRef environment, String id) {
    byte[] padded = ("<" + id + ">").getBytes(StandardCharsets.UTF_8);
    hash.hash(environment, new ByteSlice().wrap(padded, 1, padded.length - 2));
    return hash.high() + "/" + hash.low();
  }

  private static List<EnvironmentRef> environments(int count) {
    List<EnvironmentDefinition> definitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      definitions.add(
          new EnvironmentReader("org" + i % 3, "env" + i)
              .add("test.json", "{}".getBytes(StandardCharsets.UTF_8))
              .definition());
    }
    Catalog catalog = new Catalog();
    catalog.swap(definitions);
    return catalog.environments();
  }

  @Test
  void anIdHasAnotherKeyInEveryEnvironment() {
    KeyHash hash = new KeyHash(1, 2);
    Set<String> keys = new HashSet<>();
    for (EnvironmentRef environment : ENVIRONMENTS) {
      keys.add(key(hash, environment, "visitor"));
    }
    assertEquals(ENVIRONMENTS.size(), keys.size());
  }

  @Test
  void namesOfAnEnvironmentAreToldApartWhereTheyMeet() {
    Catalog catalog = new Catalog();
    byte[] none = "{}".getBytes(StandardCharsets.UTF_8);
    catalog.swap(
        List.of(
            new EnvironmentReader("ab", "c").add("1", none).definition(),
            new EnvironmentReader("a", "bc").add("2", none).definition()));
    KeyHash hash = new KeyHash(1, 2);
    assertNotEquals(
        key(hash, catalog.environments().get(0), "v"),
        key(hash, catalog.environments().get(1), "v"));
  }

  @Test
  void anotherSecretGivesOtherKeys() {
    EnvironmentRef environment = ENVIRONMENTS.get(0);
    Set<String> keys = new HashSet<>();
    keys.add(key(new KeyHash(1, 2), environment, "visitor"));
    keys.add(key(new KeyHash(2, 1), environment, "visitor"));
    keys.add(key(new KeyHash(1, 3), environment, "visitor"));
    keys.add(key(new KeyHash(1, 2), environment, "Visitor"));
    assertEquals(4, keys.size());
  }

  @Test
  void keysAreTheSameInEveryOrderAndForEveryThread() {
    KeyHash forwards = new KeyHash(1, 2);
    KeyHash backwards = new KeyHash(1, 2);
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (int i = 0; i < ENVIRONMENTS.size(); i++) {
      first.add(key(forwards, ENVIRONMENTS.get(i), "visitor"));
      second.add(0, key(backwards, ENVIRONMENTS.get(ENVIRONMENTS.size() - 1 - i), "visitor"));
    }
    assertEquals(first, second);
    assertEquals(first.get(3), key(forwards, ENVIRONMENTS.get(3), "visitor"));
  }
}
