package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.kernel.ProfileKernel;
import dev.kitsune.engine.kernel.ProfileLimits;
import dev.kitsune.engine.kernel.RecordSet;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.StoredDevice;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs histories through reader and kernel, and through the interpreter, and finds where they
 * differ: in what the kernel kept in the record, which it keeps up to date by what changed, or in
 * an evaluation of all audiences.
 */
final class OracleRun {
  private static final byte[] PROFILE_ID = "visitor".getBytes(UTF_8);

  /** What else has to be right after each request. */
  interface Further {
    /** A difference, in words; null if there is none. */
    @Nullable String difference(
        OracleEnvironment environment, ProfileRecord record, ModelProfile profile);
  }

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final ProfileKernel kernel = new ProfileKernel(ProfileLimits.DEFAULT);
  private final SplittableRandom entropy = new SplittableRandom(1);
  private final AudienceMatcher matcher = new AudienceMatcher();
  private final RecordSet set = new RecordSet();
  private final Command command = new Command();
  private final ByteSlice id = new ByteSlice();
  private final ByteSink stored = new ByteSink(2_048);
  private final Further further;
  private boolean[] kept = {};
  private @Nullable ModelProfile model;
  private List<ModelJson> parsed = List.of();
  private boolean isIncremental;

  /** What the histories came to: without much of each a run says little. */
  int memberCount;

  int nonMemberCount;
  int requestCount;
  int incrementalCount;
  int catchUpCount;
  int flipCount;
  int lapseCount;

  OracleRun() {
    this((environment, record, profile) -> null);
  }

  OracleRun(Further further) {
    this.further = further;
  }

  /** The first difference, in words; null if there is none. */
  @Nullable String difference(OracleHistory history) {
    stored.clear();
    model = null;
    for (OracleHistory.Request request : history.requests()) {
      OracleEnvironment environment = history.environments().get(request.environment());
      String difference = difference(environment, request);
      if (difference != null) {
        return difference + " after " + request;
      }
    }
    return null;
  }

  private @Nullable String difference(
      OracleEnvironment environment, OracleHistory.Request request) {
    if (request.events().isEmpty() && stored.length() == 0) {
      return null;
    }
    requestCount++;
    parsed = request.events().stream().map(ModelJson::parse).toList();
    try {
      execute(environment, request);
    } catch (RuntimeException broken) {
      return broken.toString();
    }
    for (ModelJson event : parsed) {
      happen(environment, event, request.nowMs());
    }
    if (!request.events().isEmpty()) {
      profile().retain(environment::counts);
    }
    profile().nowMs = request.nowMs();
    profile().audiences = environment.byId();
    return compare(environment, request.events().isEmpty());
  }

  private void execute(OracleEnvironment environment, OracleHistory.Request request) {
    byte[] body = ("{\"events\":[" + String.join(",", request.events()) + "]}").getBytes(UTF_8);
    boolean isRead = request.events().isEmpty();
    Command.Kind kind = isRead ? Command.Kind.GET : Command.Kind.UPDATE;
    command
        .begin(kind, environment.ref(), environment.compiled(), request.nowMs())
        .id(PROFILE_ID, 0, PROFILE_ID.length);
    set.clear(request.events().size());
    int name = set.name(id.wrap(PROFILE_ID), 1, 2);
    for (int event = 0; event < request.events().size(); event++) {
      set.eventNames(event, name, RecordSet.NOBODY);
    }
    load(name, environment.compiled());
    if (isRead) {
      kernel.refresh(set.slot(0), environment.compiled(), request.nowMs());
    } else {
      command.events(reader.readEvents(body, 0, body.length, request.nowMs()), false);
      kernel.plan(set, command, entropy::nextLong);
      kernel.apply(set, command, entropy::nextLong);
    }
    ByteSink bytes = set.slot(0).record().bytes();
    stored.clear();
    stored.put(bytes.array(), 0, bytes.length());
  }

  private void load(int name, Environment environment) {
    isIncremental = false;
    if (stored.length() > 0) {
      int slot = set.addLoaded(1, 2);
      ProfileRecord record = set.slot(slot).record();
      record.bytes().clear();
      record.bytes().put(stored.array(), 0, stored.length());
      record.check();
      set.owner(name, slot);
      parsed.forEach(event -> followDevice(event, record));
      isIncremental = DerivedPart.isOf(record, environment.derivedHash());
      incrementalCount += isIncremental ? 1 : 0;
      catchUpCount += environment.catchUp(record) == null ? 0 : 1;
    }
  }

  /* User agents are read elsewhere: what they told is put into the record before the request. */
  private void followDevice(ModelJson event, ProfileRecord record) {
    ModelJson device = AudienceInterpreter.walk(event, "context.testDevice");
    if (device == null) {
      return;
    }
    ModelProfile profile = profile();
    profile.deviceClass = text(device, "class");
    profile.browser = text(device, "browser");
    profile.os = text(device, "os");
    int code = DeviceClass.valueOf(profile.deviceClass.toUpperCase(Locale.ROOT)).code();
    if (StoredDevice.replace(
        record, 1, code, profile.browser.getBytes(UTF_8), profile.os.getBytes(UTF_8))) {
      DerivedPart.clear(record);
    }
  }

  private static String text(ModelJson object, String member) {
    return Objects.requireNonNull(object.member(member)).text();
  }

  private void happen(OracleEnvironment environment, ModelJson event, long nowMs) {
    ModelJson timestamp = event.member("timestamp");
    long saidMs = timestamp == null ? nowMs : Long.parseLong(timestamp.text());
    long eventMs = saidMs > nowMs + 5 * 60_000 ? nowMs : saidMs;
    ModelProfile profile = model;
    if (profile == null) {
      profile = new ModelProfile();
      model = profile;
    }
    profile.apply(event, eventMs, environment::counts);
    environment.forget(profile);
  }

  private @Nullable String compare(OracleEnvironment environment, boolean isRead) {
    ProfileRecord record = set.slot(0).record();
    AudienceSet audiences = environment.compiled().audiences();
    if (!DerivedPart.isOf(record, environment.compiled().derivedHash())) {
      return "the kept audiences are of another environment";
    }
    boolean[] before = kept;
    kept = keptMembers(audiences, record);
    matcher.at(EventSeconds.of(profile().nowMs)).matchAll(audiences, record);
    for (int rank = 0; rank < audiences.count(); rank++) {
      boolean expected = AudienceInterpreter.matches(environment.rule(rank), profile());
      if (kept[rank] != expected || matcher.isMember(rank) != expected) {
        return "%s should be %s, is kept as %s and evaluates to %s"
            .formatted(audiences.id(rank), expected, kept[rank], matcher.isMember(rank));
      }
      memberCount += expected ? 1 : 0;
      nonMemberCount += expected ? 0 : 1;
      boolean isFlipped = isIncremental && before[rank] != expected;
      flipCount += isFlipped ? 1 : 0;
      lapseCount += isFlipped && isRead ? 1 : 0;
    }
    return further.difference(environment, record, profile());
  }

  private ModelProfile profile() {
    ModelProfile profile = model;
    if (profile == null) {
      throw new IllegalStateException("nothing happened yet");
    }
    return profile;
  }

  /** By rank, the memberships that a record's derived part keeps. */
  static boolean[] keptMembers(AudienceSet audiences, ProfileRecord record) {
    boolean[] members = new boolean[audiences.count()];
    for (int rank : audiences.blankRanks()) {
      members[rank] = true;
    }
    for (int index = 0; index < DerivedPart.differenceCount(record); index++) {
      members[DerivedPart.differenceRank(record, index)] ^= true;
    }
    return members;
  }
}
