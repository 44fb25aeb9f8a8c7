package dev.kitsune.server.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestPathTest {
  private static final String BASE = "/v2/organizations/o/environments/e";

  private final RequestPath path = new RequestPath();

  @ParameterizedTest
  @CsvSource({
    "/v2/organizations/o/environments/e/profiles,           PROFILES",
    "/v2/organizations/o/environments/e/profiles?a=/events, PROFILES",
    "/v2/organizations/o/environments/e/profiles/p,         PROFILE",
    "/v2/organizations/o/environments/e/profiles/,          PROFILE",
    "/v2/organizations/o/environments/e/profiles/p?/q,      PROFILE",
    "/v2/organizations/o/environments/e/profiles/a%2Fb,     PROFILE",
    "/v2/organizations/o/environments/e/profiles/p/q,       NONE",
    "/v2/organizations/o/environments/e/profiles/p/explain, EXPLANATION",
    "/v2/organizations/o/environments/e/profiles/p/explain?, EXPLANATION",
    "/v2/organizations/o/environments/e/profiles//explain,  EXPLANATION",
    "/v2/organizations/o/environments/e/profiles/explain,   PROFILE",
    "/v2/organizations/o/environments/e/profiles/p/explain/, NONE",
    "/v2/organizations/o/environments/e/profiles/p/explains, NONE",
    "/v2/organizations/o/environments/e/profiles/p/Explain, NONE",
    "/v2/organizations/o/environments/e/profiles/p/q/explain, NONE",
    "/v2/organizations/o/environments/e/explain,            NONE",
    "/v2/organizations/o/environments/e/profilesp,          NONE",
    "/v2/organizations/o/environments/e/profile,            NONE",
    "/v2/organizations/o/environments/e/events,             EVENTS",
    "/v2/organizations/o/environments/e/events/e,           NONE",
    "/v2/organizations/o/environments/e/import/events,      IMPORT_EVENTS",
    "/v2/organizations/o/environments/e/import/events?x,    IMPORT_EVENTS",
    "/v2/organizations/o/environments/e/import/events/,     NONE",
    "/v2/organizations/o/environments/e/import,             NONE",
    "/v2/organizations/o/environments/e/export,             NONE",
    "/admin/organizations/o/environments/e/import,          IMPORT_PROFILES",
    "/admin/organizations/o/environments/e/export?x,        EXPORT_PROFILES",
    "/admin/organizations/o/environments/e/events,          NONE",
    "/admin/organizations/o/environments/e/profiles,        NONE",
    "/admin/organizations/o,                                NONE",
    "/openapi.json,                                         OPENAPI",
    "/openapi.json/,                                        NONE",
    "/v2/organizations/o/environments/e,                    NONE",
    "/v2/organizations/o/environments,                      NONE",
    "/v2/organizations/o?/environments/e/events,            NONE",
    "/v2/organizations/o/p/environments/e/events,           NONE",
    "/V2/organizations/o/environments/e/events,             NONE",
    "/v2/organizations//environments//profiles,             PROFILES",
    "http://h/v2/organizations/o/environments/e/events,     EVENTS",
    "http://h?/v2/organizations/o/environments/e/events,    NONE",
    "/health/live,                                          LIVE",
    "/health/live?x,                                        LIVE",
    "/health/ready,                                         READY",
    "/health,                                               NONE",
    "/,                                                     NONE",
    "*,                                                     NONE",
  })
  void findsWhatTheTargetNames(String target, Resource resource) {
    assertEquals(resource, path.match(target));
  }

  @Test
  void decodesEachSegmentByItself() {
    path.match("/v2/organizations/o%2Fo/environments/%65nv/profiles/a%2Fb+%C3%A4?x");
    assertEquals("a/b+\u00e4", path.profileId().toString());
    assertEquals("o/o", path.organizationId().toString());
    assertEquals("env", path.environmentSlug().toString());
    assertEquals("a/b+\u00e4", path.profileId().toString());
  }

  @Test
  void decodesTargetsLongerThanAnyBefore() {
    String segment = "%C3%A4".repeat(100);
    path.match("/v2/organizations/" + segment + "/environments/e/profiles/" + segment);
    assertEquals("\u00e4".repeat(100), path.organizationId().toString());
    assertEquals("\u00e4".repeat(100), path.profileId().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%", "%4", "%4g", "%g4", "a%", "%%41", "%ff", "%c3", "%c0%af", "%ed%a0%80", "%+1"})
  void refusesFaultyEscapesAndFaultyUtf8(String segment) {
    path.match(BASE + "/profiles/" + segment);
    ExperienceException e = assertThrows(ExperienceException.class, path::profileId);
    assertEquals(ErrorCode.INVALID_DATA, e.code());
    assertTrue(e.detail().startsWith("profile id in the path must be "), e.detail());
  }

  @Test
  void doesNotReadAnEscapeBeyondItsSegment() {
    path.match("/v2/organizations/%4/environments/e/profiles");
    assertThrows(ExperienceException.class, path::organizationId);
    path.match(BASE + "/profiles/%4?1");
    assertThrows(ExperienceException.class, path::profileId);
  }
}
