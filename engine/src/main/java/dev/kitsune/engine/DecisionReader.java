package dev.kitsune.engine;

import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.MemberRanks;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonNumber;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.JsonValues;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.experience.Change;
import dev.kitsune.engine.experience.CompiledExperience;
import dev.kitsune.engine.experience.SelectedExperience;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.Traits;
import dev.kitsune.engine.response.ProfileReceiver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of the records that answer a request: what {@link
 * dev.kitsune.engine.response.ResponseWriter} would write, as {@link Decision} and {@link Profile}.
 * What is constant was made when the environment was compiled. Owned by one thread.
 */
final class DecisionReader implements ProfileReceiver {
  private static final int CAPACITY_KEPT = 64 * 1_024;

  private final ByteSlice slice = new ByteSlice();
  private final ByteSink object = new ByteSink(512);
  private final JsonTape tape = new JsonTape();
  private final MemberRanks ranks = new MemberRanks();
  private final LocationReader locations = new LocationReader();
  private final SessionReader sessions = new SessionReader();
  private final List<Profile> profiles = new ArrayList<>();
  private List<SelectedExperience> experiences = List.of();
  private List<Change> changes = List.of();
  private boolean isBatch;

  /** Forgets what was read; of a batch only profiles are. */
  void begin(boolean newIsBatch) {
    isBatch = newIsBatch;
    profiles.clear();
    experiences = List.of();
    changes = List.of();
    object.clearAndShrink(CAPACITY_KEPT);
  }

  Decision decision() {
    return new Decision(profiles.get(0), experiences, changes);
  }

  List<Profile> profiles() {
    return List.copyOf(profiles);
  }

  @Override
  public void receive(ProfileRecord record, Environment environment) {
    profiles.add(profile(record, environment.audiences()));
    if (!isBatch) {
      readPicks(record, environment);
    }
  }

  private Profile profile(ProfileRecord record, AudienceSet audiences) {
    String id = record.id(slice).toString();
    String stableId = record.stableId(slice).toString();
    record.random(slice);
    double random = JsonNumber.toDouble(slice.array(), slice.offset(), slice.length());
    List<String> members = audiences(record, audiences);
    Map<String, @Nullable Object> traits = object(Traits.members(record, slice));
    Location location = locations.read(record);
    return new Profile(id, stableId, random, members, traits, location, sessions.read(record));
  }

  private List<String> audiences(ProfileRecord record, AudienceSet audiences) {
    ranks.begin(record, audiences);
    String[] ids = new String[ranks.countMax()];
    int count = 0;
    for (int rank = ranks.next(); rank != MemberRanks.END; rank = ranks.next()) {
      ids[count++] = audiences.id(rank);
    }
    return List.of(Arrays.copyOf(ids, count));
  }

  private Map<String, @Nullable Object> object(ByteSlice members) {
    if (members.length() == 0) {
      return Map.of();
    }
    object.clear();
    object.put((byte) '{');
    object.put(members.array(), members.offset(), members.length());
    object.put((byte) '}');
    if (!JsonValues.parse(tape, object.array(), 0, object.length())) {
      throw new IllegalStateException(
          "a record's members are no JSON: " + tape.fault() + " at byte " + tape.faultOffset());
    }
    return JsonValues.object(tape, 0);
  }

  private void readPicks(ProfileRecord record, Environment environment) {
    int count = DerivedPart.pickCount(record);
    SelectedExperience[] selected = new SelectedExperience[count];
    List<Change> all = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      CompiledExperience experience =
          environment.experiences().experience(DerivedPart.pickRank(record, index));
      int variantIndex = DerivedPart.pickVariantIndex(record, index);
      selected[index] = experience.selected(variantIndex);
      List<Change> own = experience.changes(variantIndex);
      if (!own.isEmpty()) {
        all.addAll(own);
      }
    }
    experiences = List.of(selected);
    changes = all;
  }
}
