package dev.kitsune.engine.experience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.experience.ExperienceDefinition.EntryReplacement;
import dev.kitsune.engine.experience.ExperienceDefinition.Exclusion;
import dev.kitsune.engine.experience.ExperienceDefinition.InlineVariable;
import dev.kitsune.testdata.EnvironmentGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class ExperienceReaderTest {
  /** The configurations that experiences.md prints from real exports, verbatim, one a line. */
  private static final List<String> REAL_CONFIGS = lines("real-configs.jsonl");

  @Test
  void readsTheRealEntryReplacement() {
    ExperienceDefinition read = withConfig(REAL_CONFIGS.get(0));
    assertEquals(
        new ExperienceDefinition(
            "exp",
            "exp",
            null,
            1,
            List.of(0.0, 1.0),
            false,
            List.of(
                new EntryReplacement("1JAU028vQ7v6nB2swl3NBo", List.of("2KIWllNZJT205BwOSkMINg")))),
        read);
  }

  @Test
  void ignoresTheScatteredDistributionOfTheRealConfig() {
    ExperienceDefinition read = withConfig(REAL_CONFIGS.get(1));
    assertEquals(0.9, read.traffic());
    assertEquals(List.of(0.5, 0.5), read.distribution());
    assertEquals(List.of(new EntryReplacement("3DVq", List.of("6lAK"))), read.components());
  }

  @Test
  void ignoresTheDistributionTypeOfTheRealConfig() {
    ExperienceDefinition read = withConfig(REAL_CONFIGS.get(2));
    assertEquals(Collections.nCopies(3, 0.3333333333333333), read.distribution());
    assertEquals(List.of(), read.components());
  }

  @Test
  void readsTheRealInlineVariable() {
    assertEquals(
        List.of(new InlineVariable("boolean", "false", List.of("true"))),
        withConfig(REAL_CONFIGS.get(3)).components());
  }

  @Test
  void readsTheRealHiddenVariant() {
    assertEquals(
        List.of(new EntryReplacement("4LIb", List.of(""))),
        withConfig(REAL_CONFIGS.get(4)).components());
    assertEquals(5, REAL_CONFIGS.size());
  }

  @Test
  void readsTheWholeEntry() {
    ExperienceDefinition read =
        read(
            """
            {"id":"exp-hero","name":"Hero","type":"nt_experiment","audience":"aud-spring",
             "published":true,"nt_metadata":{"x":1},"description":"why",
             "config":{"traffic":0.25,"distribution":[0.1,0.9],"sticky":true,"primaryMetric":"m",
                       "components":[]}}
            """);
    assertEquals(
        new ExperienceDefinition(
            "exp-hero", "Hero", "aud-spring", 0.25, List.of(0.1, 0.9), true, List.of()),
        read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}"})
  void takesMissingConfigAsTrafficZeroAndNoComponents(String config) {
    ExperienceDefinition read = withConfig(config);
    assertEquals(0, read.traffic());
    assertEquals(List.of(0.5, 0.5), read.distribution());
    assertFalse(read.sticky());
    assertEquals(List.of(), read.components());
    assertNull(read.audienceId());
    assertEquals(read, read("{\"id\":\"exp\",\"type\":\"nt_personalization\",\"audience\":null}"));
  }

  @Test
  void isPublishedUnlessItSaysOtherwise() {
    assertTrue(ExperienceReader.isPublished(parse("{}")));
    assertTrue(ExperienceReader.isPublished(parse("{\"published\":true}")));
    assertFalse(ExperienceReader.isPublished(parse("{\"published\":false}")));
    assertThrows(
        ConfigurationException.class,
        () -> ExperienceReader.isPublished(parse("{\"published\":\"no\"}")));
  }

  @Test
  void leavesOutComponentsWhoseBaselineIsHidden() {
    String hidden = "{\"baseline\":{\"id\":\"\",\"hidden\":true},\"variants\":[{\"id\":\"v\"}]}";
    String shown = "{\"baseline\":{\"id\":\"b\",\"hidden\":false},\"variants\":[{\"id\":\"v\"}]}";
    assertEquals(
        List.of(new EntryReplacement("b", List.of("v"))), components(hidden + "," + shown));
  }

  @Test
  void readsInlineValuesOfEveryType() {
    String variants =
        "[{\"value\":1.50},{\"value\":\"\\u00e9\"},{\"value\":{ \"a\" : [ 1 ] }},{\"value\":true}]";
    assertEquals(
        List.of(
            new InlineVariable(
                "k", "\"x\"", List.of("1.50", "\"\\u00e9\"", "{\"a\":[1]}", "true"))),
        components(
            "{\"type\":\"InlineVariable\",\"key\":\"k\",\"baseline\":{\"value\":\"x\"},\"variants\":"
                + variants
                + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {"Boolean|true", "Number|1e3", "String|\"\"", "Object|{}"})
  void readsInlineValuesOfTheDeclaredType(String type, String value) {
    assertEquals(
        List.of(new InlineVariable("k", value, List.of(value))),
        components(inline(type, value, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {"Boolean|true|1", "Number|1|\"1\"", "String|\"\"|{}", "Object|{}|true"})
  void refusesInlineValuesOfAnotherTypeThanDeclared(String type, String value, String other) {
    assertRefused(
        config(inline(type, value, other)),
        "/config/components/0/variants/0/value",
        "found " + other + ", expected a value of valueType " + type);
    assertRefused(
        config(inline(type, other, value)),
        "/config/components/0/baseline/value",
        "found " + other + ", expected a value of valueType " + type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[1]"})
  void refusesInlineValuesThatClientsReject(String value) {
    String untyped = inline("String", "\"x\"", value).replace("\"valueType\":\"String\",", "");
    assertRefused(
        config(untyped),
        "/config/components/0/variants/0/value",
        "found " + value + ", expected a boolean, number, string or object");
    assertRefused(
        config(inline("String", value, "\"x\"")),
        "/config/components/0/baseline/value",
        "found " + value + ", expected a value of valueType String");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "[]|^^|found [], expected an object",
        "{'type':'nt_experiment'}|/id|found nothing, expected a non-empty string",
        "{'id':'','type':'nt_experiment'}|/id|found \"\"",
        "{'id':'e'}|/type|found nothing",
        "{'id':'e','type':'experiment'}|/type|found \"experiment\", expected nt_experiment or",
        "{'id':'e','type':'nt_experiment','name':1}|/name|found 1",
        "{'id':'e','type':'nt_experiment','audience':{}}|/audience|found {}",
        "{'id':'e','type':'nt_experiment','audience':''}|/audience|found \"\"",
        "{'id':'e','type':'nt_experiment','trafic':1}|/trafic|unknown member, expected one of a",
        "{'id':'e','type':'nt_experiment','config':[]}|/config|found [], expected an object",
        "{'id':'e','type':'nt_experiment','exclusionGroup':'g'}|/exclusionGroup|unknown member",
      })
  void refusesEntriesThatAreNotUnderstood(String json, String pointer, String reason) {
    assertRefused(json.replace('\'', '"'), pointer, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'traffic':1.0000001|/traffic|found 1.0000001, expected a number from 0 to 1",
        "'traffic':-0.1|/traffic|found -0.1",
        "'traffic':'1'|/traffic|found \"1\"",
        "'distribution':[0.5,1.1]|/distribution/1|found 1.1, expected a number from 0 to 1",
        "'distribution':[null]|/distribution/0|found null",
        "'distribution':0.5|/distribution|found 0.5, expected an array",
        "'sticky':'yes'|/sticky|found \"yes\", expected true or false",
        "'exclusionGroup':''|/exclusionGroup|found \"\", expected a non-empty string",
        "'exclusionGroup':5|/exclusionGroup|found 5, expected the name of a group, or an object",
        "'exclusionGroup':['g']|/exclusionGroup|found [\"g\"], expected the name of a group",
        "'exclusionGroup':{}|/exclusionGroup/id|found nothing, expected a non-empty string",
        "'exclusionGroup':{'id':'g','weight':1.1}|/exclusionGroup/weight|found 1.1, expected a nu",
        "'exclusionGroup':{'id':'g','weight':'1'}|/exclusionGroup/weight|found \"1\"",
        "'exclusionGroup':{'id':'g','share':1}|/exclusionGroup/share|unknown member",
        "'stickyness':true|/stickyness|unknown member",
        "'components':{}|/components|found {}, expected an array",
        "'components':[1]|/components/0|found 1, expected an object",
        "'components':[{}]|/components/0/baseline|found nothing, expected an object",
        "'components':[{'baseline':{}}]|/components/0/baseline/id|found nothing",
        "'components':[{'baseline':{'id':''}}]|/components/0/baseline/id|found \"\"",
        "'components':[{'type':'X','baseline':{}}]|/components/0/type|found \"X\", expected Entry",
        "'components':[{'baseline':{'id':'b'},'varaints':[]}]|/components/0/varaints|unknown mem",
        "'components':[{'baseline':{'id':'b'},'variants':[{}]}]|/components/0/variants/0/id|found",
        "'components':[{'baseline':{'id':'b'},'variants':['v']}]|/components/0/variants/0|found",
        "'components':[{'type':'InlineVariable','baseline':{}}]|/components/0/key|found nothing",
      })
  void refusesConfigsThatAreNotUnderstood(String member, String pointer, String reason) {
    assertRefused(entry("{" + member.replace('\'', '"') + "}"), "/config" + pointer, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      nullValues = "none",
      value = {
        "\"g\"|none",
        "{\"id\":\"g\"}|none",
        "{\"id\":\"g\",\"weight\":null}|none",
        "{\"id\":\"g\",\"weight\":0}|0",
        "{\"id\":\"g\",\"weight\":0.25}|0.25",
        "{\"id\":\"g\",\"weight\":1}|1"
      })
  void readsTheExclusionGroup(String group, @Nullable Double weight) {
    assertEquals(
        new Exclusion("g", weight), withConfig("{\"exclusionGroup\":" + group + "}").exclusion());
  }

  @Test
  void isInNoExclusionGroupUnlessItSaysSo() {
    assertNull(withConfig("{}").exclusion());
    assertNull(withConfig("{\"exclusionGroup\":null}").exclusion());
  }

  @Test
  void refusesUnknownValueTypes() {
    assertRefused(
        config(inline("Text", "\"a\"", "\"b\"")),
        "/config/components/0/valueType",
        "found \"Text\", expected Boolean, Number, String or Object");
  }

  @Test
  void readsUpTo50Variants() {
    assertEquals(49, variantCount(49));
    assertEquals(50, variantCount(50));
    assertRefused(
        config(replacement(51)),
        "/config/components/0/variants",
        "found 51 variants, expected at most 50");
  }

  @Test
  void readsUpTo51Weights() {
    assertEquals(50, withConfig(weights(50)).distribution().size());
    assertEquals(51, withConfig(weights(51)).distribution().size());
    assertRefused(
        entry(weights(52)), "/config/distribution", "found 52 weights, expected at most 51");
  }

  @Test
  void warnsOfVariantsThatHaveNoWeight() {
    assertEquals(List.of(), warnings(config(replacement(1))));
    assertEquals(
        List.of(
            "test.json at /config/components: 2 variants, but weights for 1; those after are never"
                + " picked"),
        warnings(config(replacement(2))));
  }

  private static int variantCount(int count) {
    return ((EntryReplacement) components(replacement(count)).get(0)).variantIds().size();
  }

  private static String replacement(int variantCount) {
    return "{\"baseline\":{\"id\":\"b\"},\"variants\":[%s]}"
        .formatted(String.join(",", Collections.nCopies(variantCount, "{\"id\":\"v\"}")));
  }

  private static String inline(String type, String baseline, String variant) {
    return """
    {"type":"InlineVariable","key":"k","valueType":"%s","baseline":{"value":%s},\
    "variants":[{"value":%s}]}\
    """
        .formatted(type, baseline, variant);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void generatedEnvironmentsAreReadWithoutAWarning(int audienceCount) {
    ConfigurationValue generated = parse(EnvironmentGenerator.generate(audienceCount).json());
    List<ConfigurationValue> experiences = generated.member("experiences").elements();
    assertEquals(20, experiences.size());
    assertEquals(List.of(), warnings(() -> experiences.forEach(ExperienceReader::read)));
  }

  private static String weights(int count) {
    return "{\"distribution\":[" + String.join(",", Collections.nCopies(count, "0")) + "]}";
  }

  private static String entry(String config) {
    return "{\"id\":\"exp\",\"type\":\"nt_experiment\",\"config\":" + config + "}";
  }

  private static String config(String components) {
    return entry("{\"components\":[" + components + "]}");
  }

  private static List<ExperienceDefinition.Component> components(String components) {
    return read(config(components)).components();
  }

  private static ExperienceDefinition withConfig(String config) {
    return read(entry(config));
  }

  private static ExperienceDefinition read(String json) {
    return ExperienceReader.read(parse(json));
  }

  private static ConfigurationValue parse(String json) {
    return ConfigurationValue.parse("test.json", json.getBytes(UTF_8));
  }

  private static void assertRefused(String json, String pointer, String reason) {
    ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> read(json));
    assertEquals(pointer, refusal.pointer(), refusal.reason());
    assertTrue(refusal.reason().startsWith(reason), refusal.reason());
  }

  private static List<String> warnings(String json) {
    return warnings(() -> read(json));
  }

  private static List<String> warnings(Runnable reading) {
    Logger logger = (Logger) LoggerFactory.getLogger(ExperienceReader.class);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    try {
      reading.run();
    } finally {
      logger.detachAppender(appender);
    }
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static List<String> lines(String resource) {
    try (InputStream in = ExperienceReaderTest.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
