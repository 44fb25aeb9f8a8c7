package dev.kitsune.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report's JSON must hold: whatever the records have that is not nullable. Control plane.
 */
final class ReportShape {
  private ReportShape() {}

  /** The path of the first part that is not there, or is null; empty if all are there. */
  static String missing(JsonNode report) {
    return ofRecord("", LatencyReport.class, report).findFirst().orElse("");
  }

  private static Stream<String> ofRecord(String path, Class<?> type, JsonNode node) {
    String prefix = path.isEmpty() ? "" : path + ".";
    return Arrays.stream(type.getRecordComponents())
        .flatMap(part -> ofPart(prefix + part.getName(), part, node.path(part.getName())));
  }

  private static Stream<String> ofPart(String path, RecordComponent part, JsonNode node) {
    boolean isNullable = part.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return isNullable && (node.isNull() || node.isMissingNode())
        ? Stream.empty()
        : ofType(path, part.getAnnotatedType(), node);
  }

  private static Stream<String> ofType(String path, AnnotatedType type, JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return Stream.of(path);
    }
    if (type.getType() instanceof Class<?> plain && plain.isRecord()) {
      return ofRecord(path, plain, node);
    }
    return node.isArray() && type instanceof AnnotatedParameterizedType list
        ? ofList(path, list.getAnnotatedActualTypeArguments()[0], node)
        : Stream.empty();
  }

  private static Stream<String> ofList(String path, AnnotatedType type, JsonNode list) {
    return IntStream.range(0, list.size())
        .boxed()
        .flatMap(index -> ofType(path + "[" + index + "]", type, list.get(index)));
  }
}
