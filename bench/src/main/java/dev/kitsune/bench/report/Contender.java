package dev.kitsune.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What runs in each interleaved round: the figures that targets speak of, and what they stand
 * beside.
 */
enum Contender {
  UPDATE("page update", "request.PageUpdateBenchmark.update"),
  FLOOR("its floor", "request.PageUpdateBenchmark.floor"),
  YARDSTICK("the yardstick", "request.PageUpdateBenchmark.yardstick"),
  GET("get", "request.PageUpdateBenchmark.get"),
  GET_FLOOR("its floor", "request.PageUpdateBenchmark.getFloor"),
  TYPED_DOOR("typed door", "request.TypedDoorBenchmark.typed"),
  BYTES_DOOR("bytes door", "request.TypedDoorBenchmark.bytes"),
  FEW("page update, 20,000 profiles", "request.PageUpdateBenchmark.update"),
  MANY("the same, 10,000 audiences", "request.PageUpdateBenchmark.update"),
  UNTOUCHED("untouched audiences", "audience.UntouchedBenchmark.step");

  /** Class, method, and in front of both the package of every benchmark. */
  static final String PACKAGE = "dev.kitsune.bench.";

  private static final int DOOR_PROFILE_COUNT = 10_000;

  /* Each visitor's traits are read by thousands of audiences: a million take seven minutes. */
  private static final int MANY_PROFILE_COUNT = 20_000;

  private static final String MANY_COUNT = "10000";

  private final String title;
  private final String benchmark;

  Contender(String title, String benchmark) {
    this.title = title;
    this.benchmark = benchmark;
  }

  String title() {
    return title;
  }

  String benchmark() {
    return benchmark;
  }

  /** The typed door's rows appear with its benchmark: methods {@code typed} and {@code bytes}. */
  boolean isThere() {
    String type = PACKAGE + benchmark.substring(0, benchmark.lastIndexOf('.'));
    return Contender.class.getClassLoader().getResource(type.replace('.', '/') + ".class") != null;
  }

  /** Whether it is here for the sake of 10,000 audiences. */
  boolean isOfManyAudiences() {
    return this == FEW || this == MANY || this == UNTOUCHED;
  }

  /** Whether it is one of two doors, which need longer than others until they are compiled. */
  boolean isDoor() {
    return this == TYPED_DOOR || this == BYTES_DOOR;
  }

  /** In the order in which they are told. */
  Map<String, String> parameters(int profileCount) {
    return switch (this) {
      case YARDSTICK -> Map.of();
      case UNTOUCHED -> ordered("audienceCount", MANY_COUNT, "kind", "COMPONENT");
      case MANY -> sized(profileCount(profileCount), MANY_COUNT);
      default -> sized(profileCount(profileCount), "100");
    };
  }

  private static Map<String, String> sized(int profileCount, String audienceCount) {
    return ordered("profileCount", String.valueOf(profileCount), "audienceCount", audienceCount);
  }

  private static Map<String, String> ordered(
      String name, String value, String name2, String value2) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(name, value);
    parameters.put(name2, value2);
    return parameters;
  }

  /**
   * How many profiles it has where targets speak of so many; fewer where those that are compared
   * differ in nothing of it.
   */
  int profileCount(int ofTargets) {
    return switch (this) {
      case TYPED_DOOR, BYTES_DOOR -> Math.min(ofTargets, DOOR_PROFILE_COUNT);
      case FEW, MANY -> Math.min(ofTargets, MANY_PROFILE_COUNT);
      default -> ofTargets;
    };
  }
}
