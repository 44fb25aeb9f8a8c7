package dev.kitsune.bench.audience;

import dev.kitsune.testdata.EnvironmentGenerator;
import dev.kitsune.testdata.EnvironmentGenerator.Generated;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A generated environment without experiences in which four audiences ask for two, three, four and
 * five pages within a day, so that the pages of a visit flip one membership after the other.
 */
final class NearAudiences {
  /** How many audiences have such a rule. */
  static final int COUNT = 4;

  private static final long SEED = 2026;
  private static final int PAGE_COUNT_MIN = 2;
  private static final String RULE_START = "\"rules\":{\"any\":[{\"all\":[";

  private NearAudiences() {}

  /** Of so many audiences, at least ten: those of the typical visitor that come first are near. */
  static Generated generate(int audienceCount) {
    Generated generated = EnvironmentGenerator.generate(SEED, audienceCount, 0);
    List<String> near = generated.certainAudienceIds().subList(0, COUNT);
    String json =
        generated
            .json()
            .lines()
            .map(line -> nearLine(line, near))
            .collect(Collectors.joining("\n"));
    return new Generated(json, generated.audienceIds(), generated.certainAudienceIds());
  }

  private static String nearLine(String line, List<String> near) {
    for (int i = 0; i < near.size(); i++) {
      if (line.contains("{\"id\":\"" + near.get(i) + "\"")) {
        int start = line.indexOf(RULE_START) + RULE_START.length();
        return line.substring(0, start)
            + rule(PAGE_COUNT_MIN + i)
            + line.substring(line.lastIndexOf("]}]}}"));
      }
    }
    return line;
  }

  private static String rule(int pageCount) {
    return "{\"withinDays\":1,\"type\":\"page\",\"key\":\"\",\"count\":\""
        + pageCount
        + "\",\"operator\":\"greaterThanInclusive\",\"value\":\"\",\"conditions\":["
        + "{\"key\":{\"id\":\"context_page_path\",\"value\":\"\"},"
        + "\"operator\":\"startsWith\",\"value\":\"/\"}]}";
  }
}
