package dev.kitsune.bench.audience;

import dev.kitsune.bench.profile.TypicalProfiles;
import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.TraitMerge;
import dev.kitsune.testdata.EnvironmentGenerator;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Deciding one audience whose rule is an expression that backtracking engines die of. */
final class ExpressionTime {
  static final String EXPRESSION = "(a+)+$";

  private static final int COUNT = 400;

  private final AudienceMatcher matcher = new AudienceMatcher();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final ProfileRecord record = new ProfileRecord();
  private final AudienceSet audiences;

  /**
   * @param last the value's last letter, behind as many {@code a}
   */
  ExpressionTime(int valueLength, char last) {
    String json =
        "{\"audiences\":[{\"id\":\"a\",\"rules\":{\"any\":[{\"all\":[{\"type\":\"identify\","
            + "\"key\":\"text\",\"operator\":\"matches\",\"value\":\""
            + EXPRESSION
            + "\"}]}]}}]}";
    TypicalProfiles profiles =
        new TypicalProfiles(new EnvironmentGenerator.Generated(json, List.of("a"), List.of()));
    audiences = profiles.environment().audiences();
    byte[] typical = profiles.record(0);
    record.bytes().clear();
    record.bytes().put(typical, 0, typical.length);
    merge("{\"text\":\"" + "a".repeat(valueLength - 1) + last + "\"}");
  }

  /* Not by an event, which may bring no more than 32 KiB. */
  private void merge(String traits) {
    JsonTape tape = new JsonTape();
    byte[] json = traits.getBytes(StandardCharsets.UTF_8);
    if (!tape.parse(json, 0, json.length, JsonLimits.DEFAULT)) {
      throw new IllegalStateException(tape.fault());
    }
    new TraitMerge().merge(record, tape, 0, TypicalVisits.NOW_MS, (key, old, value) -> {});
  }

  boolean isMember() {
    matcher.at(EventSeconds.of(TypicalVisits.NOW_MS)).matchAll(audiences, record);
    return matcher.isMember(0);
  }

  /** Microseconds of the thread's CPU time, of each evaluation but those that warm up. */
  List<Double> us() {
    List<Double> us = new ArrayList<>();
    for (int i = 0; i < 2 * COUNT; i++) {
      long begin = threads.getCurrentThreadCpuTime();
      isMember();
      double each = (threads.getCurrentThreadCpuTime() - begin) / 1e3;
      if (i >= COUNT) {
        us.add(each);
      }
    }
    return us;
  }
}
