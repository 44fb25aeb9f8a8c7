package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonNumber;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.MemberNames;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.experience.ExperienceSet;

/**
 * Reads {@code options.overrides} of a request:
 *
 * <pre>
 *  {"audiences":   [{"audienceId": "..", "isMember": true}, ..],
 *   "experiences": [{"experienceId": "..", "variantIndex": 1}, ..]}
 * </pre>
 *
 * Both arrays are optional and other members are passed over. Owned by one thread.
 */
final class OverridesReader {
  private static final MemberNames ROOT = MemberNames.of("audiences", 0, "experiences", 1);
  private static final MemberNames AUDIENCE = MemberNames.of("audienceId", 0, "isMember", 1);
  private static final MemberNames EXPERIENCE =
      MemberNames.of("experienceId", 0, "variantIndex", 1);
  private static final String PLACE = "options.overrides";

  private final ByteSlice id = new ByteSlice();
  private final int[] arrays = new int[2];
  private final int[] pair = new int[2];

  /**
   * Reads what the request forces.
   *
   * @throws ExperienceException INVALID_DATA with the place of what is not understood, or because
   *     the environment allows no overrides
   */
  void read(EventBatch events, Environment environment, AnswerOverrides overrides) {
    overrides.clear();
    int node = events.overrides();
    if (node == JsonTape.NONE) {
      return;
    }
    if (!environment.allowsOverrides()) {
      throw mustBe(PLACE, "absent, as the environment's settings.overrides is not true");
    }
    requireKind(events, node, JsonTape.OBJECT, PLACE, "an object");
    overrides.begin(environment);
    readMembers(events, node, ROOT, arrays);
    readAudiences(events, arrays[0], environment, overrides);
    readExperiences(events, arrays[1], environment.experiences(), overrides);
  }

  private void readAudiences(
      EventBatch events, int array, Environment environment, AnswerOverrides overrides) {
    int count = count(events, array, PLACE + ".audiences");
    int element = array + 1;
    for (int index = 0; index < count; index++) {
      String place = PLACE + ".audiences[" + index + "]";
      requireKind(events, element, JsonTape.OBJECT, place, "an object");
      readMembers(events, element, AUDIENCE, pair);
      int rank = readId(events, pair[0]) ? environment.audienceRank(id) : ByteKeyIndex.NONE;
      if (rank == ByteKeyIndex.NONE) {
        throw mustBe(place + ".audienceId", "the id of an audience of the environment");
      }
      if (overrides.isForced(rank)) {
        throw mustBe(place + ".audienceId", "given once");
      }
      overrides.force(rank, readBoolean(events, pair[1], place + ".isMember"));
      element = events.tape().next(element);
    }
  }

  private void readExperiences(
      EventBatch events, int array, ExperienceSet experiences, AnswerOverrides overrides) {
    int count = count(events, array, PLACE + ".experiences");
    int element = array + 1;
    for (int index = 0; index < count; index++) {
      String place = PLACE + ".experiences[" + index + "]";
      requireKind(events, element, JsonTape.OBJECT, place, "an object");
      readMembers(events, element, EXPERIENCE, pair);
      int rank = readId(events, pair[0]) ? experiences.rankOf(id) : ExperienceSet.UNKNOWN;
      if (rank == ExperienceSet.UNKNOWN) {
        throw mustBe(place + ".experienceId", "the id of an experience of the environment");
      }
      if (overrides.forces(rank)) {
        throw mustBe(place + ".experienceId", "given once");
      }
      if (overrides.forcesGroupOf(experiences, rank)) {
        throw mustBe(place + ".experienceId", "the only one of its exclusion group");
      }
      int indexMax = experiences.experience(rank).variantCount() - 1;
      overrides.force(
          experiences, rank, readIndex(events, pair[1], indexMax, place + ".variantIndex"));
      element = events.tape().next(element);
    }
  }

  private static void readMembers(EventBatch events, int object, MemberNames names, int[] nodes) {
    nodes[0] = JsonTape.NONE;
    nodes[1] = JsonTape.NONE;
    names.read(events.tape(), object, nodes, 0, events.scratch());
  }

  private static int count(EventBatch events, int array, String place) {
    if (array == JsonTape.NONE || events.tape().kind(array) == JsonTape.NULL) {
      return 0;
    }
    requireKind(events, array, JsonTape.ARRAY, place, "an array");
    return events.tape().count(array);
  }

  private boolean readId(EventBatch events, int node) {
    if (node == JsonTape.NONE || events.tape().kind(node) != JsonTape.STRING) {
      return false;
    }
    events.text(node, id);
    return true;
  }

  private static boolean readBoolean(EventBatch events, int node, String place) {
    int kind = node == JsonTape.NONE ? JsonTape.NONE : events.tape().kind(node);
    if (kind != JsonTape.TRUE && kind != JsonTape.FALSE) {
      throw mustBe(place, "true or false");
    }
    return kind == JsonTape.TRUE;
  }

  private static int readIndex(EventBatch events, int node, int max, String place) {
    JsonTape tape = events.tape();
    double number =
        node == JsonTape.NONE || tape.kind(node) != JsonTape.NUMBER
            ? Double.NaN
            : JsonNumber.toDouble(tape.bytes(), tape.start(node), tape.length(node));
    if (!(number >= 0 && number <= max && number == Math.rint(number))) {
      throw mustBe(place, "a whole number from 0 to " + max);
    }
    return (int) number;
  }

  private static void requireKind(
      EventBatch events, int node, int kind, String place, String what) {
    if (events.tape().kind(node) != kind) {
      throw mustBe(place, what);
    }
  }

  private static ExperienceException mustBe(String place, String what) {
    return new ExperienceException(ErrorCode.INVALID_DATA, place + " must be " + what);
  }
}
