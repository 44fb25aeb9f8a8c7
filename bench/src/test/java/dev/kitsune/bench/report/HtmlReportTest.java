package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private final String page =
      HtmlReport.of(
          Reports.report(
              List.of(Reports.row("<script>alert(1)</script>", 1_000, 990, 1_010, 1_000.0)),
              List.of(
                  new TargetRow(
                      "GET",
                      "get & more",
                      "at most 1.00 x",
                      LatencyTarget.Unit.RATIO,
                      "1 us",
                      1.0,
                      0.9,
                      1.1,
                      7,
                      Verdict.UNDECIDED,
                      "it \"straddles\"")),
              Reports.quiet()));

  @Test
  void escapesWhateverComesFromOutside() {
    assertEquals("&lt;a href=&#39;x&#39;&gt;&amp;&quot;", Html.escape("<a href='x'>&\""));
    assertFalse(page.contains("<script"), page);
    assertFalse(page.contains("<b>"), page);
    assertTrue(page.contains("a &lt;CPU&gt; &amp; &quot;more&quot;"), page);
    assertTrue(page.contains("it &quot;straddles&quot;"), page);
  }

  @Test
  void needsNothingFromElsewhere() {
    for (String loading : List.of("http:", "https:", "src=", "<link", "@import", "url(")) {
      assertFalse(page.contains(loading), loading);
    }
  }

  @Test
  void saysWhatAReaderMustKnow() {
    for (String text :
        List.of(
            "commit c0",
            "a JVM",
            "<td>flags of forks</td><td>-Xmx3g</td>",
            "1.00 x (0.90 to 1.10, 7 pairs)",
            "<td>1 us; <span class=small>it ",
            "<span class=bar style=\"width:100.0%\"></span>",
            "2 cores",
            "1400 bytes per profile, 1.40 x",
            "1,999 of 2,000 sent in time",
            "<svg",
            "@media print",
            "from send",
            "Control loop: p50 1.00 us")) {
      assertTrue(page.contains(text), text + " in " + page);
    }
  }

  @Test
  void givesEachRateOverTheSocketItsOwnControl() {
    LatencyReport bare = Reports.report(List.of(), List.of(), Reports.quiet());
    String sockets =
        HtmlReport.of(Reports.over(bare, Reports.socket(1_000, 3), Reports.socket(5_000, 9)));
    assertTrue(sockets.contains("<td>control loop after page at 1,000/s</td>"), sockets);
    assertTrue(sockets.contains("<td>control loop after page at 5,000/s</td>"), sockets);
    assertTrue(sockets.contains("<td class=n>9.00 us</td>"), sockets);
  }

  @Test
  void drawsSeveralControlsAlikeButForTheirDashes() {
    String plot =
        CurvePlot.of(
            List.of(
                Reports.curve("a", 4),
                Reports.curve("control loop after a", 3),
                Reports.curve("control loop after b", 5)));
    assertEquals(2, count(plot, "stroke:#7a7a7a;stroke-dasharray:1 4\""), plot);
    assertEquals(2, count(plot, "stroke:#7a7a7a;stroke-dasharray:1 8\""), plot);
  }

  @Test
  void tellsTheRoundsOfEachContender() {
    String rounds =
        HtmlReport.of(
            Reports.with(
                Reports.report(List.of(), List.of(), Reports.quiet()),
                Reports.contender(Contender.GET, 500.0, 510.0, 505.0)));
    assertTrue(rounds.contains("<h2>Rounds</h2>"), rounds);
    assertTrue(
        rounds.contains(
            "<tr><td>get</td><td>profileCount 100</td><td class=n>505 ns</td><td class=n>500 ns to"
                + " 510 ns</td><td class=n>0 B</td><td class=n>3</td><td class=b></td></tr>"),
        rounds);
    assertFalse(page.contains("<h2>Rounds</h2>"), page);
  }

  @Test
  void drawsEachCurveInsideOfItsFrameAndItsSampleBelow() {
    String plot =
        CurvePlot.of(List.of(Reports.curve("a", 1_000), Reports.curve("control loop", 3)));
    String[] parts = plot.split("<polyline points=\"", -1);
    assertEquals(5, parts.length); // each curve with its sample in the legend
    for (int part = 1; part < parts.length; part++) {
      boolean isCurve = part % 2 == 1;
      for (String pair : parts[part].split("\"", 2)[0].split(" ", -1)) {
        double x = Double.parseDouble(pair.split(",", -1)[0]);
        double y = Double.parseDouble(pair.split(",", -1)[1]);
        assertTrue(x >= 70 && x <= 860, pair);
        assertTrue(isCurve ? y >= 14 && y <= 290 : y >= 330, pair);
      }
    }
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
