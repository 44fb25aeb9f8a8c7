package dev.kitsune.bench.report;

import dev.kitsune.bench.bytes.ParserKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Of which version the parsers are that are compared, as their own jars say. Control plane. */
final class ParserVersions {
  private static final String UNKNOWN = "unknown";

  private ParserVersions() {}

  /** Library and version of each parser that is not ours alone. */
  static Map<String, String> read() throws IOException {
    Map<String, String> versions = new TreeMap<>();
    for (ParserKind kind : ParserKind.values()) {
      String library = library(kind);
      if (library != null) {
        String name = library.substring(library.lastIndexOf('/') + 1);
        versions.put(kind.name(), name + " " + version(library));
      }
    }
    return versions;
  }

  private static @Nullable String library(ParserKind kind) {
    return switch (kind) {
      case TAPE -> null;
      case CHECK_AND_JSONITER -> "com.jsoniter/jsoniter";
      case JACKSON -> "com.fasterxml.jackson.core/jackson-core";
      case FASTJSON2 -> "com.alibaba.fastjson2/fastjson2";
      case DSL_JSON -> "com.dslplatform/dsl-json";
    };
  }

  /**
   * The version of a library of Maven's; "unknown" where its jar does not say it.
   *
   * @param library group and artifact, a slash between them
   */
  static String version(String library) throws IOException {
    String file = "META-INF/maven/" + library + "/pom.properties";
    try (InputStream in = ParserVersions.class.getClassLoader().getResourceAsStream(file)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", UNKNOWN);
    }
  }
}
