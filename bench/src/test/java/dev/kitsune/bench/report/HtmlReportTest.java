package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
            "undecided",
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
  void drawsEachCurveInsideOfItsFrame() {
    String plot =
        CurvePlot.of(List.of(Reports.curve("a", 1_000), Reports.curve("control loop", 3)));
    assertEquals(4, plot.split("<polyline", -1).length - 1); // each with its sample in the legend
    for (String pair : plot.split("points=\"", -1)[1].split("\"", 2)[0].split(" ", -1)) {
      double x = Double.parseDouble(pair.split(",", -1)[0]);
      double y = Double.parseDouble(pair.split(",", -1)[1]);
      assertTrue(x >= 70 && x <= 860 && y >= 14 && y <= 290, pair);
    }
  }
}
