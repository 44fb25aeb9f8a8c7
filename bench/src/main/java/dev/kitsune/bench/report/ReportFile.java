package dev.kitsune.bench.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
    try {
      return parse(text(file));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is no report: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " " + e.getMessage(), e);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is no report: it is not UTF-8", e);
    }
  }

  private static LatencyReport parse(String text) throws JsonProcessingException {
    JsonNode root = JSON.readTree(text);
    require(root.isObject(), "is no report: it is no JSON object");
    JsonNode format = root.path("format");
    require(format.isIntegralNumber(), "is no report: it has no format");
    require(
        format.asLong() == LatencyReport.FORMAT,
        "has format " + format + ", expected " + LatencyReport.FORMAT);
    String missing = ReportShape.missing(root);
    require(missing.isEmpty(), "is no report: " + missing + " is missing");
    return JSON.treeToValue(root, LatencyReport.class);
  }

  private static void require(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
