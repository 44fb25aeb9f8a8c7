package dev.kitsune.bench.report;

import java.util.List;

/**
 * Percentile curves as a drawing: to the right each nine more, upwards each factor of ten. Colours
 * differ in lightness and lines in their dashes, so that a grey print tells them apart. Control
 * plane.
 */
final class CurvePlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 330;
  private static final int LEFT = 70;
  private static final int RIGHT = 40;
  private static final int TOP = 14;
  private static final int BOTTOM = 40;
  private static final double NINES_MAX = 5;
  private static final int LEGEND_HEIGHT = 20;
  private static final List<String> COLOURS =
      List.of("#0b5cad", "#c2410c", "#3f7d20", "#7b3fa0", "#8a6d00", "#0f766e");
  private static final List<String> DASHES = List.of("none", "9 3", "9 3 3 3", "14 4");
  private static final String FROM_SEND_DASH = "3 3";
  private static final List<String> CONTROL_DASHES = List.of("1 4", "1 8", "1 12");
  private static final String CONTROL_COLOUR = "#7a7a7a";

  private final StringBuilder out = new StringBuilder();
  private final List<Curve> curves;
  private final double decadeMin;
  private final double decadeMax;

  private CurvePlot(List<Curve> curves) {
    this.curves = curves;
    decadeMin = Math.floor(Math.log10(Math.max(1, extreme(true))));
    decadeMax = Math.max(decadeMin + 1, Math.ceil(Math.log10(Math.max(1, extreme(false)))));
  }

  /** The drawing with its legend. */
  static String of(List<Curve> curves) {
    CurvePlot plot = new CurvePlot(curves);
    plot.draw();
    return plot.out.toString();
  }

  private double extreme(boolean isMin) {
    return curves.stream()
        .flatMap(curve -> curve.points().stream())
        .mapToDouble(Curve.Point::ns)
        .reduce(isMin ? Math::min : Math::max)
        .orElse(1);
  }

  private void draw() {
    int height = HEIGHT + LEGEND_HEIGHT * ((curves.size() + 1) / 2);
    add("<svg viewBox=\"0 0 %d %d\" role=img aria-label=\"percentile curves\">\n", WIDTH, height);
    drawGrid();
    for (int index = 0; index < curves.size(); index++) {
      drawCurve(curves.get(index));
      drawLegend(curves.get(index), index);
    }
    add("</svg>\n");
  }

  private void drawGrid() {
    for (int nines = 0; nines <= NINES_MAX; nines++) {
      double x = x(nines);
      add("<line x1=%.1f y1=%d x2=%.1f y2=%d class=g />", x, TOP, x, HEIGHT - BOTTOM);
      add("<text x=%.1f y=%d class=m>%s</text>\n", x, HEIGHT - BOTTOM + 18, percent(nines));
    }
    for (double decade = decadeMin; decade <= decadeMax; decade++) {
      double y = y(Math.pow(10, decade));
      add("<line x1=%d y1=%.1f x2=%d y2=%.1f class=g />", LEFT, y, WIDTH - RIGHT, y);
      add("<text x=%d y=%.1f class=e>%s</text>\n", LEFT - 8, y + 4, axisTime(decade));
    }
  }

  private void drawCurve(Curve curve) {
    StringBuilder points = new StringBuilder();
    double ninesMax = Math.min(NINES_MAX, Math.log10((double) Math.max(10, curve.count())));
    for (Curve.Point point : curve.points()) {
      double nines = Math.min(ninesMax, nines(point.percentile()));
      points.append(Figures.format("%.1f,%.1f ", x(nines), y(point.ns())));
    }
    add(
        "<polyline points=\"%s\" style=\"stroke:%s;stroke-dasharray:%s\"/>\n",
        points.toString().trim(), colour(curve), dash(curve));
  }

  private void drawLegend(Curve curve, int index) {
    int x = index % 2 == 0 ? LEFT : WIDTH / 2;
    int y = HEIGHT + LEGEND_HEIGHT * (index / 2);
    add(
        "<polyline points=\"%d,%d %d,%d\" style=\"stroke:%s;stroke-dasharray:%s\"/>",
        x, y, x + 34, y, colour(curve), dash(curve));
    add("<text x=%d y=%d>%s</text>\n", x + 42, y + 4, Html.escape(curve.label()));
  }

  private String colour(Curve curve) {
    return isControl(curve) ? CONTROL_COLOUR : COLOURS.get(group(curve) % COLOURS.size());
  }

  private String dash(Curve curve) {
    if (isControl(curve)) {
      List<Curve> controls = curves.stream().filter(CurvePlot::isControl).toList();
      return CONTROL_DASHES.get(controls.indexOf(curve) % CONTROL_DASHES.size());
    }
    return curve.label().endsWith(", from send")
        ? FROM_SEND_DASH
        : DASHES.get(group(curve) % DASHES.size());
  }

  /** Curves whose labels begin alike, up to the first comma and space, share a colour. */
  private int group(Curve curve) {
    return curves.stream().map(CurvePlot::groupName).distinct().toList().indexOf(groupName(curve));
  }

  private static String groupName(Curve curve) {
    return curve.label().split(", ", 2)[0];
  }

  private static boolean isControl(Curve curve) {
    return curve.label().startsWith("control");
  }

  private static double nines(double percentile) {
    return percentile >= 100 ? NINES_MAX : -Math.log10(1 - percentile / 100);
  }

  private static double x(double nines) {
    return LEFT + nines / NINES_MAX * (WIDTH - LEFT - RIGHT);
  }

  private double y(double ns) {
    double share = (Math.log10(Math.max(1, ns)) - decadeMin) / (decadeMax - decadeMin);
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  private static String percent(int nines) {
    return switch (nines) {
      case 0 -> "min";
      case 1 -> "90 %";
      case 2 -> "99 %";
      default -> "99." + "9".repeat(nines - 2) + " %";
    };
  }

  private static String axisTime(double decade) {
    double ns = Math.pow(10, decade);
    if (ns < 1e3) {
      return Figures.format("%.0f ns", ns);
    }
    if (ns < 1e6) {
      return Figures.format("%.0f us", ns / 1e3);
    }
    return ns < 1e9 ? Figures.format("%.0f ms", ns / 1e6) : Figures.format("%.0f s", ns / 1e9);
  }

  private void add(String pattern, Object... values) {
    out.append(values.length == 0 ? pattern : Figures.format(pattern, values));
  }
}
