package dev.kitsune.bench.report;

import java.util.List;

/** Text that becomes part of a page. Control plane. */
final class Html {
  private Html() {}

  /** The text with nothing in it that a browser could take for markup. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A row of cells; of those that begin with a digit the figures line up. */
  static String row(List<String> cells) {
    StringBuilder out = new StringBuilder("<tr>");
    for (String cell : cells) {
      out.append(cell.isEmpty() || !Character.isDigit(cell.charAt(0)) ? "<td>" : "<td class=n>")
          .append(escape(cell))
          .append("</td>");
    }
    return out.append("</tr>\n").toString();
  }

  /** The head of a table; names of figures begin with {@code #}, which is left away. */
  static String head(String... names) {
    StringBuilder out = new StringBuilder("<thead><tr>");
    for (String name : names) {
      boolean isFigure = name.startsWith("#");
      out.append(isFigure ? "<th class=n>" : "<th>")
          .append(escape(isFigure ? name.substring(1) : name))
          .append("</th>");
    }
    return out.append("</tr></thead>\n").toString();
  }
}
