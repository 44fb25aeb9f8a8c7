package dev.kitsune.engine;

import static dev.kitsune.engine.TestClient.audienceCount;
import static dev.kitsune.engine.TestClient.id;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.page;
import static dev.kitsune.engine.TestEvent.track;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.kernel.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Profiles taken in and given out whole, one line each. */
class ProfileTransferTest {
  private static final String ENVIRONMENT = TestEnvironments.counting(10);
  private static final String FULL =
      "{\"id\":\"v\",\"stableId\":\"s\",\"random\":0.25,\"aliases\":[\"u\",\"w\"],\"redirects\":[\"c\"],"
          + "\"isIdentified\":true,\"traits\":{\"a\":1,\"b\":{\"c\":[\"x\"]}},\"traitReceiptsMs\":[5,6],"
          + "\"location\":{\"city\":\"Bern\",\"countryCode\":\"CH\"},\"locationReceiptMs\":7,"
          + "\"device\":{\"class\":\"mobile\",\"browser\":\"Chrome\",\"os\":\"Android\"},"
          + "\"deviceReceiptMs\":8,"
          + "\"sticky\":[{\"experienceId\":\"exp\",\"variantIndex\":2}],"
          + "\"session\":{\"id\":\"01234567-89ab-4def-8123-456789abcdef\",\"count\":3,\"startMs\":1000,"
          + "\"lastEventMs\":11000,\"pastLengthS\":20,\"landingPage\":{\"path\":\"/\",\"query\":{},"
          + "\"referrer\":\"\",\"search\":\"\",\"url\":\"/\"}},\"firstSeenMs\":500,\"lastReceiptMs\":12000,"
          + "\"counters\":{\"00000000000000ff\":4},\"rings\":{\"00000000000000ff\":{\"timesS\":[3,3,7]},"
          + "\"ff00000000000000\":{\"timesS\":[312],\"isTruncated\":true}}}";

  private static final String DEVICE_RULE =
      "{\"type\":\"device\",\"operator\":\"equal\",\"value\":\"\",\"conditions\":["
          + "{\"key\":{\"id\":\"type\"},\"operator\":\"equal\",\"value\":\"%s\"}]}";
  private static final String NAME_RULE =
      "{\"type\":\"%s\",\"operator\":\"equal\",\"value\":\"%s\"}";

  private ExperienceEngine engine = open(StoreKind.HEAP);
  private TestClient client = TestClient.of(engine, "acme", "main");

  private static ExperienceEngine open(StoreKind kind) {
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(kind)
            .withMaxProfiles(1_000)
            .withEnvironment("acme", "main", ENVIRONMENT)
            .withEnvironment("acme", "other", ENVIRONMENT));
  }

  private void use(StoreKind kind) {
    engine.close();
    engine = open(kind);
    client = TestClient.of(engine, "acme", "main");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private EnvironmentRef main() {
    return engine.environment("acme", "main");
  }

  private boolean importLine(String line) {
    byte[] bytes = ("\n" + line + "\n").getBytes(UTF_8);
    return engine.importProfile(main(), bytes, 1, bytes.length - 2);
  }

  private List<String> export() {
    List<String> lines = new ArrayList<>();
    engine.exportProfiles(main(), line -> lines.add(line.toString()));
    lines.sort(null);
    return lines;
  }

  @ParameterizedTest
  @EnumSource
  void keepsAllThatALineHas(StoreKind kind) {
    use(kind);
    assertTrue(importLine(FULL));
    assertEquals(List.of(FULL), export());
    JsonNode profile = client.get("u").get("profile");
    assertEquals(profile, client.get("c").get("profile"));
    assertEquals("v", profile.get("id").asText());
    assertEquals("s", profile.get("stableId").asText());
    assertEquals("0.25", profile.get("random").asText());
    assertEquals("Bern", profile.at("/location/city").asText());
    assertEquals(3, profile.at("/session/count").asInt());
    assertEquals(10, profile.at("/session/activeSessionLength").asInt());
    assertEquals(10, profile.at("/session/averageSessionLength").asInt());
    assertEquals("{\"a\":1,\"b\":{\"c\":[\"x\"]}}", profile.get("traits").toString());
    assertEquals(4, client.update("w", track("t")).at("/profile/session/count").asInt());
  }

  @ParameterizedTest
  @EnumSource
  void needsNothingButAnId(StoreKind kind) {
    use(kind);
    assertTrue(importLine("{\"id\":\"v\"}"));
    JsonNode data = client.get("v");
    assertEquals("v", data.at("/profile/stableId").asText());
    assertEquals(1, data.at("/profile/session/count").asInt());
    assertTrue(data.at("/profile/random").asDouble() < 1);
    assertEquals(1, audienceCount(client.update("v", track("t")), "n"));
  }

  @ParameterizedTest
  @EnumSource
  void leavesAProfileThatIsThereAsItIs(StoreKind kind) {
    use(kind);
    assertTrue(importLine(FULL));
    assertFalse(importLine(FULL));
    client.update("v", identify("", "{\"a\":2}"));
    List<String> before = export();
    assertFalse(importLine(FULL));
    assertEquals(before, export());
    assertEquals(1, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void givesOutWhatItTakesIn(StoreKind kind) {
    use(kind);
    for (int i = 0; i < 50; i++) {
      client.update(
          "c" + i,
          page("/" + i),
          track("t"),
          identify("u" + i % 40, "{\"k" + i + "\":[" + i + "]}"));
    }
    client.update("big", identify("", "{\"long\":\"" + "x".repeat(30_000) + "\"}"));
    TestClient.of(engine, "acme", "other").update("elsewhere", track("t"));
    List<String> lines = export();
    assertEquals(41, lines.size());
    List<JsonNode> before = lines.stream().map(ProfileTransferTest::id).map(client::get).toList();
    use(kind);
    lines.forEach(line -> assertTrue(importLine(line)));
    assertEquals(lines, export());
    assertEquals(before, lines.stream().map(ProfileTransferTest::id).map(client::get).toList());
    assertEquals("c3", id(client.get("c43")));
    assertEquals("c3", id(client.get("u3")));
  }

  private static String id(String line) {
    return line.replaceFirst("\\{\"id\":\"(.*?)\".*", "$1");
  }

  private static String id(JsonNode data) {
    return TestClient.id(data);
  }

  @Test
  void refusesIdsThatOtherProfilesHave() {
    importLine(FULL);
    assertRefused("/id is an id of another profile", "{\"id\":\"u\"}");
    assertFalse(importLine("{\"id\":\"c\"}"), "merged into the profile that is there");
    assertRefused(
        "/aliases/1 is an id of another profile", "{\"id\":\"x\",\"aliases\":[\"y\",\"w\"]}");
    assertRefused(
        "/redirects/0 is an id of another profile",
        "{\"id\":\"x\",\"aliases\":[\"y\"],\"redirects\":[\"v\"]}");
    client.assertUnknown("y");
    assertEquals(1, engine.profileCount());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/id expected a non-empty string | {}",
        "/id expected a non-empty string | {'id':''}",
        "/name unknown member, expected one of | {'id':'v','name':'x'}",
        "/stableId expected a non-empty string | {'id':'v','stableId':7}",
        "/random expected a number from 0 to | {'id':'v','random':1}",
        "/random expected a number from 0 to | {'id':'v','random':-0.1}",
        "/random expected a number from 0 to 1 of at most | {'id':'v','random':-0}",
        "/random expected a number from 0 to 1 of at most | {'id':'v','random':0.12345678901234567890123}",
        "/aliases/1 expected an id that does not | {'id':'v','aliases':['a','a']}",
        "/aliases/0 expected an id that does not | {'id':'v','aliases':['v']}",
        "/redirects/0 expected an id that does not | {'id':'v','aliases':['a'],'redirects':['a']}",
        "/traits expected an object | {'id':'v','traits':[]}",
        "/traits expected each key once | {'id':'v','traits':{'a':1,'a':2}}",
        "/traitReceiptsMs expected one time per trait | {'id':'v','traits':{'a':1},'traitReceiptsMs':[]}",
        "/traitReceiptsMs expected nothing | {'id':'v','traitReceiptsMs':[1]}",
        "/location expected documented members | {'id':'v','location':{'planet':'x'}}",
        "/location expected documented members | {'id':'v','location':{'countryCode':'XX'}}",
        "/device expected an object | {'id':'v','device':'mobile'}",
        "/device/class expected a string | {'id':'v','device':{}}",
        "/device/class expected one of [unknown, desktop, mobile, tablet] | {'id':'v','device':{'class':'Mobile'}}",
        "/device/browser expected a non-empty string | {'id':'v','device':{'class':'mobile','browser':''}}",
        "/device/os expected a non-empty string | {'id':'v','device':{'class':'mobile','os':5}}",
        "/device/name unknown member | {'id':'v','device':{'class':'mobile','name':'x'}}",
        "/deviceReceiptMs expected nothing | {'id':'v','deviceReceiptMs':1}",
        "/deviceReceiptMs expected a time that is not ahead | {'id':'v','device':{'class':'mobile'},'deviceReceiptMs':4102444800000}",
        "/sticky/0/variantIndex expected a whole number | {'id':'v','sticky':[{'experienceId':'e','variantIndex':51}]}",
        "/sticky/0/experienceId expected a non-empty | {'id':'v','sticky':[{'variantIndex':1}]}",
        "/sticky/1 expected each experience once | {'id':'v','sticky':[{'experienceId':'e','variantIndex':1},{'experienceId':'e','variantIndex':2}]}",
        "/session/id expected a UUID | {'id':'v','session':{'id':'x'}}",
        "/session/count expected a whole number | {'id':'v','session':{'count':0}}",
        "/session expected a startMs | {'id':'v','session':{'startMs':2,'lastEventMs':1}}",
        "/session/landingPage/path expected a string | {'id':'v','session':{'landingPage':{}}}",
        "/session/landingPage/query expected an object of strings | {'id':'v','session':{'landingPage':{'path':'','query':{'a':1},'referrer':'','search':'','url':''}}}",
        "/counters expected names of 16 | {'id':'v','counters':{'ff':1}}",
        "/rings expected names of 16 | {'id':'v','rings':{'ff':{'timesS':[1]}}}",
        "/rings/00000000000000ff expected an object | {'id':'v','rings':{'00000000000000ff':[1]}}",
        "/rings/00000000000000ff/timesS expected 1 to 256 times | {'id':'v','rings':{'00000000000000ff':{'timesS':[]}}}",
        "/rings/00000000000000ff/timesS/1 expected whole seconds, none | {'id':'v','rings':{'00000000000000ff':{'timesS':[2,1]}}}",
        "/rings/00000000000000ff/timesS/0 expected whole seconds, none | {'id':'v','rings':{'00000000000000ff':{'timesS':[1.5]}}}",
        "/rings/00000000000000ff/timesS/0 expected a number from 0 to 312 | {'id':'v','lastReceiptMs':12000,'rings':{'00000000000000ff':{'timesS':[313]}}}",
        "/rings/00000000000000ff/times unknown member | {'id':'v','rings':{'00000000000000ff':{'times':[1]}}}",
        "/session/lastEventMs expected a time that is not ahead | {'id':'v','session':{'lastEventMs':4102444800000}}",
        "/lastReceiptMs expected a time that is not ahead | {'id':'v','lastReceiptMs':4102444800000}",
        "/traitReceiptsMs/0 expected a time that is not after | {'id':'v','lastReceiptMs':1,'traits':{'a':1},'traitReceiptsMs':[2]}",
        "not valid JSON | {'id':'v'",
        "expected an object | []"
      })
  void refusesWhatItCannotKeepWithItsPlace(String detail, String line) {
    assertRefused(detail, line.replace('\'', '"'));
    assertEquals(0, engine.profileCount());
  }

  @Test
  void refusesMoreThanAProfileMayHold() {
    assertTrue(importLine(withAliases("v", 32)));
    assertRefused("/aliases expected at most 32, found 33", withAliases("w", 33));
    assertRefused("/id expected at most 256 bytes", "{\"id\":\"" + "x".repeat(257) + "\"}");
    assertTrue(importLine("{\"id\":\"" + "x".repeat(256) + "\"}"));
  }

  @Test
  void keepsNamesOfADeviceUpToWhatARecordKeeps() {
    for (String name : List.of("browser", "os")) {
      String line = "{\"id\":\"%s\",\"device\":{\"class\":\"unknown\",\"%s\":\"%s\"}}";
      for (int length : List.of(1, 254, 255)) {
        String id = name + length;
        assertTrue(importLine(line.formatted(id, name, "x".repeat(length))));
      }
      assertRefused(
          "/device/" + name + " expected at most 255 bytes",
          line.formatted("v", name, "x".repeat(256)));
    }
    assertEquals(6, engine.profileCount());
    assertEquals(2, export().stream().filter(line -> line.contains("x".repeat(255))).count());
  }

  @ParameterizedTest
  @EnumSource(Device.Kind.class)
  void aDeviceTravelsToAnEngineThatKnowsItByNothingElse(Device.Kind kind) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    String environment =
        TestEnvironments.environment(
            TestEnvironments.audience("class", DEVICE_RULE.formatted(name))
                + ","
                + TestEnvironments.audience("browser", NAME_RULE.formatted("browser", "B\u00e9a"))
                + ","
                + TestEnvironments.audience("os", NAME_RULE.formatted("os", "O\\\"S")));
    EngineConfig config =
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withEnvironment("acme", "main", environment);
    EngineConfig detecting =
        config.withDeviceDetector(userAgent -> new Device(kind, "B\u00e9a", "O\"S"));
    try (ExperienceEngine from = ExperienceEngine.open(detecting);
        ExperienceEngine to = ExperienceEngine.open(config)) {
      Event seen = Event.track("t").userAgent("any").build();
      Decision decision = from.update(from.environment("acme", "main"), "v", seen);
      assertEquals(List.of("browser", "class", "os"), decision.profile().audiences());
      from.exportProfiles(
          from.environment("acme", "main"),
          line ->
              to.importProfile(
                  to.environment("acme", "main"), line.array(), line.offset(), line.length()));
      assertEquals(decision, to.get(to.environment("acme", "main"), "v"));
    }
  }

  private static String withAliases(String id, int count) {
    StringBuilder line = new StringBuilder("{\"id\":\"" + id + "\",\"aliases\":[");
    for (int i = 0; i < count; i++) {
      line.append(i == 0 ? "\"" : ",\"").append(id).append(i).append('"');
    }
    return line.append("]}").toString();
  }

  private void assertRefused(String detail, String line) {
    ExperienceException refused =
        assertThrows(ExperienceException.class, () -> importLine(line), line);
    assertEquals(ErrorCode.INVALID_DATA, refused.code());
    assertTrue(refused.detail().startsWith(detail), refused::detail);
  }
}
