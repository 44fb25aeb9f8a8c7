package dev.kitsune.bench.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code report.json}: written, and read again to be compared. Control plane. */
final class ReportFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .build();

  private ReportFile() {}

  static String write(LatencyReport report) {
    try {
      return JSON.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report must have a JSON form", e);
    }
  }

  /**
   * Reads a report.
   *
   * @throws IOException if there is no such file, or it holds no report of this format; the message
   *     says which
   */
  static LatencyReport read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file: " + file);
    }
    LatencyReport report = parse(file, Files.readString(file, StandardCharsets.UTF_8));
    if (report.format() != LatencyReport.FORMAT) {
      throw new IOException(
          file + " has format " + report.format() + ", expected " + LatencyReport.FORMAT);
    }
    return report;
  }

  private static LatencyReport parse(Path file, String text) throws IOException {
    try {
      LatencyReport report = JSON.readValue(text, LatencyReport.class);
      if (report == null) {
        throw new IOException(file + " is no report: it holds null");
      }
      return report;
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is no report: " + e.getOriginalMessage(), e);
    }
  }
}
