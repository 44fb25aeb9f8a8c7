package dev.kitsune.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.audience.AudienceRule;
import dev.kitsune.engine.audience.Operand;
import dev.kitsune.engine.audience.Operator;
import dev.kitsune.engine.experience.ExperienceDefinition;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EarlierVersionsTest {
  private final Catalog catalog = new Catalog();

  @Test
  void knowsTheLastEightVersions() {
    Environment[] versions = new Environment[11];
    for (int value = 0; value < versions.length; value++) {
      versions[value] = swap(value);
    }
    Environment newest = versions[10];
    assertEquals(1, changedCount(newest, versions[9]));
    assertEquals(1, changedCount(newest, versions[3]));
    assertEquals(1, changedCount(newest, versions[2]));
    assertNull(catchUp(newest, versions[1]));
    assertNull(catchUp(newest, newest));
  }

  @Test
  void knowsNothingBeforeTheFirstChange() {
    Environment first = swap(1);
    assertNull(first.catchUp(new ProfileRecord()));
    assertNull(catchUp(first, first));
  }

  @Test
  void doesNotKnowARecordWithoutADerivedPart() {
    swap(1);
    Environment second = swap(2);
    ProfileRecord record = new ProfileRecord();
    record.begin(new byte[0], 0, 0);
    assertNull(second.catchUp(record));
  }

  @Test
  void aVersionThatChangesOnlyBytesKnowsWhatTheOneBeforeKnew() {
    Environment first = swap(1);
    Environment second = swap(2);
    Environment third = swap(2, 99);
    assertTrue(third.version() > second.version());
    assertEquals(1, changedCount(third, first));
    assertNull(catchUp(third, second));
  }

  @Test
  void aVersionThatComesBackIsNoEarlierOne() {
    Environment first = swap(1);
    Environment second = swap(2);
    Environment again = swap(1);
    assertEquals(first.derivedHash(), again.derivedHash());
    assertNull(catchUp(again, first));
    assertNotNull(catchUp(again, second));
    Environment secondAgain = swap(2);
    assertNotNull(catchUp(secondAgain, first));
    assertNull(catchUp(secondAgain, second));
  }

  @Test
  void anEnvironmentThatWasGoneKnowsNone() {
    Environment first = swap(1);
    catalog.swap(List.of());
    assertNull(catchUp(swap(2), first));
  }

  @Test
  void experiencesAreKeptWhereNoVersionOnTheWayChangedThem() {
    Environment first = swap(1, 1, experience(0.5));
    Environment second = swap(2, 2, experience(0.5));
    Environment third = swap(3, 3, experience(0.5));
    assertTrue(areExperiencesKept(third, first));
    assertTrue(areExperiencesKept(third, second));
    Environment fourth = swap(4, 4, experience(0.6));
    assertFalse(areExperiencesKept(fourth, third));
    assertFalse(areExperiencesKept(fourth, first));
    Environment fifth = swap(5, 5, experience(0.6));
    assertTrue(areExperiencesKept(fifth, fourth));
    assertFalse(areExperiencesKept(fifth, third));
    assertFalse(areExperiencesKept(fifth, first));
  }

  private static boolean areExperiencesKept(Environment environment, Environment earlier) {
    CatchUp catchUp = catchUp(environment, earlier);
    assertNotNull(catchUp);
    return catchUp.areExperiencesKept();
  }

  private static ExperienceDefinition experience(double traffic) {
    return new ExperienceDefinition("e", "", "b", traffic, List.of(1.0), false, List.of());
  }

  private Environment swap(int value) {
    return swap(value, value);
  }

  /* Two audiences, of which one never changes. */
  private Environment swap(int value, long contentHash, ExperienceDefinition... experiences) {
    List<AudienceDefinition> audiences = List.of(audience("a", value), audience("b", 0));
    catalog.swap(
        List.of(
            new EnvironmentDefinition(
                "acme",
                "main",
                contentHash,
                EnvironmentSettings.DEFAULT,
                audiences,
                List.of(experiences))));
    return catalog.environments().get(0).current();
  }

  private static AudienceDefinition audience(String id, int value) {
    Operand operand = Operand.of(Integer.toString(value));
    return new AudienceDefinition(id, "", new AudienceRule.Trait("plan", Operator.EQUAL, operand));
  }

  private static int changedCount(Environment environment, Environment earlier) {
    CatchUp catchUp = catchUp(environment, earlier);
    assertNotNull(catchUp);
    return catchUp.audiences().changedCount();
  }

  private static @Nullable CatchUp catchUp(Environment environment, Environment earlier) {
    ProfileRecord record = new ProfileRecord();
    record.begin(new byte[0], 0, 0);
    DerivedPart.begin(record, earlier.derivedHash(), 0, 0);
    return environment.catchUp(record);
  }
}
