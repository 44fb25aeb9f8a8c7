package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;

/** Single rules as texts; single quotes stand for double ones. */
final class RuleTexts {
  private RuleTexts() {}

  static AudienceRule rule(String rule) {
    String rules = ("{'not':" + rule + "}").replace('\'', '"');
    ConfigurationValue value = ConfigurationValue.parse("test.json", rules.getBytes(UTF_8));
    return ((AudienceRule.Not) AudienceRuleReader.read(value)).rule();
  }

  /** The rule is refused at this place of it, with a reason that begins or ends so. */
  static void assertRefused(String rule, String pointer, String reason) {
    ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> rule(rule));
    assertEquals("/not" + pointer, refusal.pointer(), refusal.reason());
    assertTrue(
        refusal.reason().startsWith(reason) || refusal.reason().endsWith(reason), refusal.reason());
  }
}
