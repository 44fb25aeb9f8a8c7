package dev.kitsune.bench.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.bench.report.ScratchDirectory;
import dev.kitsune.bench.request.LoadedEngine;
import dev.kitsune.testdata.EnvironmentGenerator;
import dev.kitsune.testdata.TestData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class AudiencesCommandTest {
  private final StringWriter out = new StringWriter();

  @Test
  void tellsEveryFigure() {
    CommandLine line = new CommandLine(new AudiencesCommand(new PrintWriter(out, true)));
    assertEquals(0, line.execute("--audiences=200", "--profiles=64", "--rounds=1"));
    for (String part :
        List.of(
            "JVM      ",
            "[1/4] after 0:00: updates at few and at many audiences",
            "page update at 200 audiences / at 100, CPU time: ",
            "  judged in the report",
            "of which 20 match",
            "compiling 200 audiences in a new JVM",
            "once warm",
            "after 1 % of the audiences changed",
            "a loop that is always the same",
            "median after all changed",
            "50,000 bytes that end with !, not found",
            "1,000 bytes that end with a, found",
            "target: less than 2 s: undecided: 200 audiences instead of 10,000",
            "target: at most 3.00 x: undecided: 200 audiences instead of 10,000",
            "target: less than 1,000 us: ",
            "beside a control loop whose mean is ")) {
      assertTrue(out.toString().contains(part), part + " in " + out);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10000 | 200000 | ''
          10000 | 199999 | 199,999 profiles instead of 200,000
          10000 | 200001 | 200,001 profiles instead of 200,000
          9999  | 200000 | 9,999 audiences instead of 10,000
          """)
  void reloadsAreJudgedOnlyForTheTargetsSizes(int audiences, int profiles, String reason) {
    assertEquals(reason, AudiencesCommand.reloadedOtherwise(audiences, profiles));
  }

  /* Else figures of few and of many would not be of the same visitors and answers. */
  @Test
  void bothEnvironmentsGiveTypicalVisitorsAsMuch() {
    TypicalProfiles few = new TypicalProfiles(EnvironmentGenerator.generate(100));
    TypicalProfiles many = new TypicalProfiles(EnvironmentGenerator.generate(10_000));
    assertEquals(20, few.environment().experiences().count());
    assertEquals(20, many.environment().experiences().count());
    assertEquals(10_000, many.environment().audiences().count());
    double fewLength = 0;
    double manyLength = 0;
    for (int profile = 0; profile < TypicalVisits.COUNT; profile++) {
      fewLength += checkedAnswerLength(few, profile);
      manyLength += checkedAnswerLength(many, profile);
    }
    assertEquals(1, manyLength / fewLength, 0.05, manyLength + " / " + fewLength);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 200})
  void changesAsManyAudiencesAsAsked(int count) throws Exception {
    try (ScratchDirectory scratch = ScratchDirectory.make("audiences-test")) {
      ChangingAudiences audiences = new ChangingAudiences(scratch.path(), 200);
      List<String> before = Files.readAllLines(file(scratch));
      audiences.change(count);
      List<String> after = Files.readAllLines(file(scratch));
      assertEquals(before.size(), after.size());
      assertEquals(before.size() - count, after.stream().filter(before::contains).count());
      audiences.change(200);
      audiences.changeBack();
      assertEquals(after, Files.readAllLines(file(scratch)));
      try (LoadedEngine engine = audiences.open(3)) {
        byte[] body = TestData.bytes("requests/update/page.json");
        assertFalse(text(engine.update(0, body).toBytes()).isEmpty());
      }
    }
  }

  private static Path file(ScratchDirectory scratch) {
    return scratch.path().resolve("bench/main/environment.json");
  }

  private static int checkedAnswerLength(TypicalProfiles profiles, int profile) {
    profiles.record(profile);
    String answer = text(profiles.answer());
    int start = answer.indexOf("\"audiences\":[");
    long count =
        answer.substring(start, answer.indexOf(']', start)).chars().filter(c -> c == ',').count();
    assertTrue(count + 1 >= 10 && count + 1 <= 14, count + 1 + " audiences");
    return answer.length();
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
