package dev.kitsune.server.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

final class ErrorResponseTest {
  private final RoutedAnswer answer = new RoutedAnswer();

  @ParameterizedTest
  @CsvSource({
    "INVALID_DATA,          400",
    "CONFIG_NOT_FOUND,      404",
    "PROFILE_NOT_FOUND,     404",
    "PROFILE_OVERLOAD,      429",
    "INTERNAL_SERVER_ERROR, 500",
    "UNAVAILABLE,           503",
  })
  void answersEachCodeWithItsStatusAndDocumentedMessage(ErrorCode code, int status)
      throws IOException {
    ErrorResponse.write(new ExperienceException(code, ""), answer);
    assertEquals(status, answer.status().code());
    assertEquals(status == 429 || status == 503, answer.status().isRetryable());
    assertEnvelope(code.message(), code.code());
  }

  @Test
  void namesThePlaceOfInvalidData() throws IOException {
    ErrorResponse.write(new ExperienceException(ErrorCode.INVALID_DATA, "events[3].x"), answer);
    assertEnvelope("Missing or invalid data. events[3].x", "ERR_INVALID_DATA");
  }

  @Test
  void keepsDetailsOfOtherCodesToItself() throws IOException {
    ErrorResponse.write(new ExperienceException(ErrorCode.UNAVAILABLE, "segment 3 full"), answer);
    assertEnvelope("Service Unavailable", "ERR_UNAVAILABLE");
  }

  @Test
  void escapesDetails() throws IOException {
    String detail = "keys must not be \"a\\b\"\n\u00e4";
    ErrorResponse.write(new ExperienceException(ErrorCode.INVALID_DATA, detail), answer);
    assertEnvelope("Missing or invalid data. keys must not be \"a\\b\" \u00e4", "ERR_INVALID_DATA");
  }

  @ParameterizedTest
  @EnumSource(HttpFault.class)
  void answersEachFaultOfHttp(HttpFault fault) throws IOException {
    ErrorResponse.write(fault, answer);
    assertEquals(fault.status(), answer.status());
    assertEnvelope(fault.message(), fault.code());
  }

  @Test
  void replacesWhatWasWrittenBefore() throws IOException {
    answer.body().put(new byte[] {'x'});
    answer.body().environmentVersion(7);
    ErrorResponse.write(HttpFault.NOT_FOUND, answer);
    assertEnvelope("Not found", "ERR_NOT_FOUND");
    assertEquals(0, answer.body().environmentVersion());
    assertNull(answer.requestId());
  }

  @Test
  void logsABugUnderTheRequestIdOfTheAnswerAndNoWordOfIt() throws IOException {
    Logger log = (Logger) LoggerFactory.getLogger(ErrorResponse.class);
    log.setLevel(Level.ERROR);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
    try {
      ErrorResponse.writeInternal(new IllegalArgumentException("secret"), answer);
    } finally {
      log.detachAppender(lines);
      log.setAdditive(true);
      log.setLevel(null);
    }
    assertEquals(500, answer.status().code());
    assertEnvelope("Internal Server Error", "ERR_INTERNAL_SERVER_ERROR");
    assertEquals(1, lines.list.size());
    String line = lines.list.get(0).getFormattedMessage();
    assertTrue(line.startsWith("request " + answer.requestId() + " failed: "), line);
    assertFalse(line.contains("secret"), line);
  }

  @Test
  void tracesABugWithoutItsMessages() {
    Throwable bug =
        new IllegalArgumentException(
            "secret", new ArrayIndexOutOfBoundsException("secret of cause"));
    String trace = ErrorResponse.trace(bug);
    assertTrue(trace.startsWith("java.lang.IllegalArgumentException\n    at dev.kitsune."), trace);
    assertTrue(trace.contains("caused by java.lang.ArrayIndexOutOfBoundsException"), trace);
    assertFalse(trace.contains("secret"), trace);
  }

  @Test
  void tracesTheDetailOfABrokenInvariant() {
    ExperienceException broken =
        new ExperienceException(ErrorCode.INTERNAL_SERVER_ERROR, "record of 3 bytes");
    assertTrue(ErrorResponse.trace(broken).endsWith("ExperienceException: record of 3 bytes"));
  }

  @Test
  void tracesTheMessageOfABrokenInvariantAndNotOfItsForeignCause() {
    Throwable broken =
        new IllegalStateException("size=3", new ArrayIndexOutOfBoundsException("secret"));
    String trace = ErrorResponse.trace(new IllegalArgumentException("hidden", broken));
    assertTrue(trace.contains("\n  caused by java.lang.IllegalStateException: size=3\n"), trace);
    assertFalse(trace.contains("hidden"), trace);
    assertFalse(trace.contains("secret"), trace);
  }

  @Test
  void leavesOutTheMessageOfAnIllegalStateOfOthers() {
    IllegalStateException others =
        assertThrows(IllegalStateException.class, () -> Pattern.compile("a").matcher("").group());
    assertEquals("No match found", others.getMessage());
    String trace = ErrorResponse.trace(others);
    assertTrue(trace.startsWith("java.lang.IllegalStateException\n    at java."), trace);
  }

  @Test
  void leavesOutAMessageThatIsOnlyTheCauses() {
    Throwable wrapped = new IllegalStateException(new ArrayIndexOutOfBoundsException("secret"));
    assertFalse(ErrorResponse.trace(wrapped).contains("secret"), ErrorResponse.trace(wrapped));
  }

  @Test
  void leavesOutAMessageFromNowhere() {
    Throwable bare = new IllegalStateException("secret");
    bare.setStackTrace(new StackTraceElement[0]);
    assertEquals("java.lang.IllegalStateException", ErrorResponse.trace(bare));
  }

  private void assertEnvelope(String message, String code) throws IOException {
    JsonNode root = new ObjectMapper().readTree(answer.body().toBytes());
    assertEquals(3, root.size());
    assertEquals(message, root.get("message").asText());
    assertEquals(0, root.get("data").size());
    assertTrue(root.get("data").isObject());
    assertEquals(code, root.at("/error/code").asText());
  }
}
