package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.profile.StoredDevice;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that audiences.md prints from real exports, verbatim: who is in and who is not. */
class RealRulesTest {
  private final RecordedEvents events = new RecordedEvents();
  private final AudienceMatcher matcher = new AudienceMatcher();

  /* Members of context.page: one that fits, one that does not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 'path':'/pricing/plans' | 'path':'/price'",
        "2 | 'query':{'social':'tiktok'} | 'query':{'social':'tiktoks'}",
        "2 | 'search':'?a=b&social=tiktok' | 'search':'?socials=tiktok'",
        "3 | 'search':'?utm_campaign=applicant_tracking' | 'search':'?utm_campaign=applicant'",
      })
  void pagesThatFitMakeMembers(int line, String fitting, String other) throws IOException {
    AudienceSet set = compile(rule(line));
    assertFalse(isMemberAfterPage(set, other));
    assertTrue(isMemberAfterPage(set, fitting));
    assertTrue(isMemberAfterPage(set, other), "seen once is seen");
  }

  @Test
  void anyPageHasAUrlAndAnyTrackEventAName() throws IOException {
    AudienceSet everyone =
        compile("{\"any\":[{\"all\":[%s]},{\"all\":[%s]}]}".formatted(rule(0), rule(5)));
    assertFalse(isMember(everyone));
    events.happen(everyone, events.page("", ""), 0);
    assertTrue(isMember(everyone));
    AudienceSet trackers = compile(rule(5));
    assertFalse(isMember(trackers));
    events.happen(trackers, events.track("anything", ""), 0);
    assertTrue(isMember(trackers));
  }

  @Test
  void eventNamesAreCompared() throws IOException {
    AudienceSet set = compile(rule(4));
    events.happen(set, events.track("Registered", ""), 0);
    assertFalse(isMember(set));
    events.happen(set, events.track("registered", ""), 0);
    assertTrue(isMember(set));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6 | 'lifecyclestage':'lead' | 'lifecyclestage':'leads'",
        "7 | 'identified':true | 'identified':false",
        "7 | 'identified':'true' | 'identified':null",
        "8 | 'purchased_product_features':['x','Process Management'] | 'purchased_product_features':['Process']",
        "8 | 'purchased_product_features':'Process Management, y' | 'purchased_product_features':7",
      })
  void traitsAreCompared(int line, String fitting, String other) throws IOException {
    AudienceSet set = compile(rule(line));
    events.happen(set, events.identify("", other), 0);
    assertFalse(isMember(set));
    events.happen(set, events.identify("", fitting), 0);
    assertTrue(isMember(set));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"9 | 'continent':'AS' | 'continent':'EU'", "10 | 'countryCode':'AU' | 'city':'AU'"})
  void locationsAreCompared(int line, String fitting, String other) throws IOException {
    AudienceSet set = compile(rule(line));
    events.happen(set, events.identify("'location':{" + other + "}", ""), 0);
    assertFalse(isMember(set));
    events.happen(set, events.identify("'location':{" + fitting + "}", ""), 0);
    assertTrue(isMember(set));
  }

  @Test
  void visitorsReturnWithTheirSecondSession() throws IOException {
    AudienceSet set = compile(rule(11));
    assertFalse(isMember(set));
    events.happen(set, events.track("e", ""), 10_000);
    assertTrue(isMember(set));
  }

  @Test
  void devicesAreCompared() throws IOException {
    AudienceSet set = compile(rule(12));
    assertFalse(isMember(set));
    StoredDevice.replace(events.record, 1, StoredDevice.MOBILE, new byte[0], new byte[0]);
    assertFalse(isMember(set));
    StoredDevice.replace(events.record, 2, StoredDevice.TABLET, new byte[0], new byte[0]);
    assertTrue(isMember(set));
  }

  private boolean isMemberAfterPage(AudienceSet set, String contextPage) {
    events.happen(set, events.pageWith(contextPage), 0);
    return isMember(set);
  }

  private boolean isMember(AudienceSet set) {
    matcher.matchAll(set, events.record);
    return matcher.isMember(0);
  }

  private static AudienceSet compile(String groupOrRule) {
    String rules =
        groupOrRule.startsWith("{\"any\"") ? groupOrRule : "{\"all\":[" + groupOrRule + "]}";
    AudienceRule read =
        AudienceRuleReader.read(ConfigurationValue.parse("test.json", rules.getBytes(UTF_8)));
    return AudienceCompiler.compile(List.of(new AudienceDefinition("a", "a", read)));
  }

  private static String rule(int line) throws IOException {
    try (InputStream in = RealRulesTest.class.getResourceAsStream("real-rules.jsonl")) {
      byte[] lines = Objects.requireNonNull(in).readAllBytes();
      return new String(lines, UTF_8).lines().toList().get(line);
    }
  }
}
