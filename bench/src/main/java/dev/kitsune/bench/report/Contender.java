package dev.kitsune.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What runs in each interleaved round: the figures that targets speak of, and what they stand
 * beside.
 */
enum Contender {
  UPDATE("page update", "request.PageUpdateBenchmark.update"),
  FLOOR("floor of an update", "request.PageUpdateBenchmark.floor"),
  YARDSTICK("the yardstick", "request.PageUpdateBenchmark.yardstick"),
  GET("get", "request.PageUpdateBenchmark.get"),
  GET_FLOOR("floor of a get", "request.PageUpdateBenchmark.getFloor"),
  TYPED_DOOR("typed door", "request.TypedDoorBenchmark.typed"),
  BYTES_DOOR("bytes door", "request.TypedDoorBenchmark.bytes"),
  FEW("page update, fewer profiles", "request.PageUpdateBenchmark.update"),
  MANY("page update, many audiences", "request.PageUpdateBenchmark.update"),
  UNTOUCHED("untouched audiences", "audience.UntouchedBenchmark.step"),
  BATCH("batch of 200 events", "request.BatchBenchmark.batch"),
  SINGLES("its events in 200 updates", "request.BatchBenchmark.updates"),
  MERGE("merge of two profiles", "request.MergeBenchmark.merge"),
  MERGE_PAGE("page event to one of them", "request.MergeBenchmark.page");

  /** Class, method, and in front of both the package of every benchmark. */
  static final String PACKAGE = "dev.kitsune.bench.";

  private static final int FEW_PROFILE_COUNT = 10_000;

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

  /** Whether a quick report has no time for it. */
  boolean isLong() {
    return switch (this) {
      case FEW, MANY, UNTOUCHED, BATCH, SINGLES, MERGE, MERGE_PAGE -> true;
      default -> false;
    };
  }

  /** Whether it is one of two doors, which need longer than others until they are compiled. */
  boolean isDoor() {
    return this == TYPED_DOOR || this == BYTES_DOOR;
  }

  /** Whether each of its operations is of many events, or makes profiles before it. */
  boolean isOfManyEvents() {
    return this == BATCH || this == SINGLES || this == MERGE || this == MERGE_PAGE;
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

  /** Two parameters in this order. */
  static Map<String, String> ordered(String name, String value, String name2, String value2) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(name, value);
    parameters.put(name2, value2);
    return parameters;
  }

  /**
   * How many profiles it has where targets speak of so many; fewer where those that are compared
   * differ in nothing of it, 0 where there is no store.
   */
  int profileCount(int ofTargets) {
    return switch (this) {
      case TYPED_DOOR, BYTES_DOOR, BATCH, SINGLES, MERGE, MERGE_PAGE ->
          Math.min(ofTargets, FEW_PROFILE_COUNT);
      case FEW, MANY -> Math.min(ofTargets, MANY_PROFILE_COUNT);
      case YARDSTICK, UNTOUCHED -> 0;
      default -> ofTargets;
    };
  }
}
