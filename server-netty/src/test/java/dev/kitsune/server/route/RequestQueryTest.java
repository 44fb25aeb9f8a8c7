package dev.kitsune.server.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestQueryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "?type=preflight",
        "?type=preflight&",
        "?locale=de&type=preflight",
        "?&&type=preflight&locale",
        "?type=preflight&type=preflight",
        "?t%79pe=%70reflight",
      })
  void seesPreflight(String query) {
    assertEquals(true, RequestQuery.isPreflight("/p" + query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "?&",
        "?locale=type=preflight",
        "?typ=x",
        "?types=x",
        "?Type=x",
        "?%zz=1",
        "?%"
      })
  void ignoresEverythingElse(String query) {
    assertEquals(false, RequestQuery.isPreflight("/p" + query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?type",
        "?type=",
        "?type=x",
        "?type=Preflight",
        "?type=preflight2",
        "?type=preflight+",
        "?type=preflight%",
        "?type=preflight&type=x",
        "?type=preflight=",
      })
  void refusesEveryOtherType(String query) {
    ExperienceException e =
        assertThrows(ExperienceException.class, () -> RequestQuery.isPreflight("/p" + query));
    assertEquals(ErrorCode.INVALID_DATA, e.code());
    assertEquals("query type must be preflight", e.detail());
  }
}
