package dev.kitsune.engine;

import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.MemberRanks;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonNumber;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.JsonValues;
import dev.kitsune.engine.bytes.OrderedMap;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.experience.Change;
import dev.kitsune.engine.experience.CompiledExperience;
import dev.kitsune.engine.experience.SelectedExperience;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.TraitCursor;
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
  private final ByteSlice slice = new ByteSlice();
  private final ByteSlice value = new ByteSlice();
  private final TraitCursor traits = new TraitCursor();
  private final JsonTape tape = new JsonTape();
  private final MemberRanks ranks = new MemberRanks();
  private final LocationReader locations = new LocationReader();
  private final SessionReader sessions = new SessionReader();
  private final List<Profile> profiles = new ArrayList<>();
  private Change[] changeRoom = new Change[32];
  private List<SelectedExperience> experiences = List.of();
  private List<Change> changes = List.of();
  private boolean isBatch;

  /** Forgets what was read; of a batch only profiles are. */
  void begin(boolean newIsBatch) {
    isBatch = newIsBatch;
    profiles.clear();
    experiences = List.of();
    changes = List.of();
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
    String stableId = record.isStableIdTheId() ? id : record.stableId(slice).toString();
    record.random(slice);
    double random = JsonNumber.toDouble(slice.array(), slice.offset(), slice.length());
    List<String> members = audiences(record, audiences);
    Location location = locations.read(record);
    return new Profile(
        id, stableId, random, members, traits(record), location, sessions.read(record));
  }

  private List<String> audiences(ProfileRecord record, AudienceSet audiences) {
    ranks.begin(record, audiences);
    String[] ids = new String[ranks.countMax()];
    int count = 0;
    for (int rank = ranks.next(); rank != MemberRanks.END; rank = ranks.next()) {
      ids[count++] = audiences.id(rank);
    }
    return List.of(count == ids.length ? ids : Arrays.copyOf(ids, count));
  }

  private Map<String, @Nullable Object> traits(ProfileRecord record) {
    OrderedMap.Filling<@Nullable Object> members = new OrderedMap.Filling<>(traits.begin(record));
    while (traits.next(slice, value)) {
      members.put(JsonValues.text(slice), JsonValues.value(value, tape));
    }
    return members.map();
  }

  private void readPicks(ProfileRecord record, Environment environment) {
    byte[] picks = record.bytes().array();
    int at = DerivedPart.picksOffset(record);
    SelectedExperience[] selected = new SelectedExperience[DerivedPart.pickCount(record)];
    int changeCount = 0;
    for (int index = 0; index < selected.length; index++) {
      CompiledExperience experience =
          environment.experiences().experience(DerivedPart.pickRankAt(picks, at));
      int variantIndex = DerivedPart.pickVariantIndexAt(picks, at);
      selected[index] = experience.selected(variantIndex);
      changeCount = addChanges(experience, variantIndex, changeCount);
      at += DerivedPart.PICK_LENGTH;
    }
    experiences = List.of(selected);
    changes = List.of(Arrays.copyOf(changeRoom, changeCount));
    Arrays.fill(changeRoom, 0, changeCount, null); // an environment must not outlive its reload
  }

  private int addChanges(CompiledExperience experience, int variantIndex, int countBefore) {
    int count = countBefore;
    for (Change change : experience.changes(variantIndex)) {
      if (count == changeRoom.length) {
        changeRoom = Arrays.copyOf(changeRoom, 2 * count);
      }
      changeRoom[count++] = change;
    }
    return count;
  }
}
