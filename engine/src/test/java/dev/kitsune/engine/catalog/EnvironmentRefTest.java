package dev.kitsune.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentRefTest {
  private final EnvironmentRef ref = new EnvironmentRef(new Catalog(), "acme", "main", 3);
  private final Environment environment =
      Environment.compile(
          new EnvironmentDefinition(
              "acme", "main", 1, EnvironmentSettings.DEFAULT, List.of(), List.of()),
          1,
          null);

  @Test
  void keepsItsNames() {
    assertEquals("acme", ref.organizationId());
    assertEquals("main", ref.environmentSlug());
    assertEquals(3, ref.ordinal());
  }

  @Test
  void hasNoEnvironmentBeforeTheFirstAndAfterTheLast() {
    assertGone();
    ref.swap(environment);
    assertSame(environment, ref.current());
    assertSame(environment, ref.currentOrNull());
    ref.swap(null);
    assertGone();
  }

  private void assertGone() {
    assertNull(ref.currentOrNull());
    ExperienceException refused = assertThrows(ExperienceException.class, ref::current);
    assertEquals(ErrorCode.CONFIG_NOT_FOUND, refused.code());
  }
}
