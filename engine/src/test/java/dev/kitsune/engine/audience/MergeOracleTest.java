package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import dev.kitsune.engine.kernel.Command;
import dev.kitsune.engine.kernel.ProfileKernel;
import dev.kitsune.engine.kernel.ProfileLimits;
import dev.kitsune.engine.kernel.RecordSet;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two profiles of random histories, of which one is merged into the other: what the kernel decides
 * of what the merge changed is what it decides of everything. {@code -Dkitsune.histories=1000000}
 * is the long run.
 */
final class MergeOracleTest {
  private static final int PAIR_COUNT = Integer.getInteger("kitsune.histories", 100_000) / 100;
  private static final int PAIRS_PER_GROUP = 50;
  private static final byte[] VISITOR = "visitor".getBytes(UTF_8);
  private static final byte[] USER = "user".getBytes(UTF_8);
  private static final String NO_USER = "\"userId\":\"\"";
  private static final List<Long> LATER_MS = List.of(0L, 1L, 5_000L, 3_600_000L, 86_400_000L);

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final ProfileKernel kernel = new ProfileKernel(ProfileLimits.DEFAULT);
  private final SplittableRandom entropy = new SplittableRandom(1);
  private final AudienceMatcher matcher = new AudienceMatcher();
  private final RecordSet set = new RecordSet();
  private final Command command = new Command();
  private final ByteSlice id = new ByteSlice();
  private final ByteSink visitor = new ByteSink(2_048);
  private final ByteSink user = new ByteSink(2_048);
  private int mergedCount;
  private int flipCount;
  private int lapsingCount;

  @ParameterizedTest
  @EnumSource
  void audiencesOfAMergedProfileAreThoseOfAllThatItHas(OracleMix mix) {
    for (long seed = mix.firstSeed(); mergedCount < PAIR_COUNT; seed++) {
      RandomHistories histories = new RandomHistories(seed, mix);
      SplittableRandom random = new SplittableRandom(seed);
      for (int pair = 0; pair < PAIRS_PER_GROUP; pair++) {
        check(histories.next(), histories.next(), random, "seed " + seed + ", pair " + pair);
      }
    }
    assertTrue(flipCount > PAIR_COUNT / 20, flipCount + " memberships that a merge changed");
    assertTrue(
        mix != OracleMix.WINDOWS || lapsingCount > PAIR_COUNT / 4, lapsingCount + " may lapse");
  }

  private void check(
      OracleHistory ofVisitor, OracleHistory ofUser, SplittableRandom random, String place) {
    long nowMs = Math.max(run(ofVisitor, VISITOR, visitor), run(ofUser, USER, user));
    if (visitor.length() == 0 || user.length() == 0) {
      return;
    }
    nowMs += LATER_MS.get(random.nextInt(LATER_MS.size()));
    List<OracleEnvironment> environments = ofUser.environments();
    OracleEnvironment environment = environments.get(random.nextInt(environments.size()));
    ProfileRecord record = merge(environment, nowMs, identify(random));
    long nowS = EventSeconds.of(Math.max(nowMs, record.lastReceiptMs()));
    AudienceSet audiences = environment.compiled().audiences();
    matcher.at(nowS).matchAll(audiences, record);
    boolean[] kept = OracleRun.keptMembers(audiences, record);
    for (int rank = 0; rank < audiences.count(); rank++) {
      String audience = place + ": " + environment.audiences() + ", rank " + rank;
      assertEquals(matcher.isMember(rank), kept[rank], audience);
    }
    assertTrue(DerivedPart.lapseS(record) <= audiences.lapseS(record, nowS), place);
    mergedCount++;
    lapsingCount += DerivedPart.lapseS(record) < EventSeconds.NEVER ? 1 : 0;
  }

  /** Runs a history and keeps the record that it leaves; returns the time of its end. */
  private long run(OracleHistory history, byte[] profileId, ByteSink stored) {
    stored.clear();
    long nowMs = 0;
    for (OracleHistory.Request request : history.requests()) {
      nowMs = Math.max(nowMs, request.nowMs());
      if (!request.events().isEmpty()) {
        String body = "{\"events\":[" + String.join(",", request.events()) + "]}";
        begin(history.environments().get(request.environment()), profileId, request.nowMs(), body);
        int name = set.name(id.wrap(profileId), 1, profileId.length);
        for (int event = 0; event < request.events().size(); event++) {
          set.eventNames(event, name, RecordSet.NOBODY);
        }
        load(name, stored);
        apply();
        keep(set.slot(0).record(), stored);
      }
    }
    return nowMs;
  }

  /* Random traits, of the user. */
  private static String identify(SplittableRandom random) {
    RandomEvents events = new RandomEvents(random);
    String event = events.event();
    while (!event.contains(NO_USER)) {
      event = events.event();
    }
    return event.replace(NO_USER, "\"userId\":\"user\"");
  }

  private ProfileRecord merge(OracleEnvironment environment, long nowMs, String identify) {
    begin(environment, VISITOR, nowMs, "{\"events\":[" + identify + "]}");
    int visitorName = set.name(id.wrap(VISITOR), 1, VISITOR.length);
    int userName = set.name(id.wrap(USER), 1, USER.length);
    set.eventNames(0, visitorName, userName);
    load(visitorName, visitor);
    load(userName, user);
    AudienceSet audiences = environment.compiled().audiences();
    ProfileRecord target = set.slot(set.owner(userName)).record();
    boolean isCurrent = DerivedPart.isOf(target, environment.compiled().derivedHash());
    boolean[] before = isCurrent ? OracleRun.keptMembers(audiences, target) : new boolean[0];
    apply();
    assertTrue(set.slot(set.owner(visitorName)).isRemoved());
    ProfileRecord merged = set.slot(set.finalOwner(visitorName)).record();
    boolean[] after = OracleRun.keptMembers(audiences, merged);
    for (int rank = 0; rank < before.length; rank++) {
      flipCount += before[rank] != after[rank] ? 1 : 0;
    }
    return merged;
  }

  private void begin(OracleEnvironment environment, byte[] profileId, long nowMs, String body) {
    command
        .begin(Command.Kind.UPDATE, environment.ref(), environment.compiled(), nowMs)
        .id(profileId, 0, profileId.length);
    byte[] bytes = body.getBytes(UTF_8);
    command.events(reader.readEvents(bytes, 0, bytes.length, nowMs), false);
    set.clear(command.events().count());
  }

  private void load(int name, ByteSink stored) {
    if (stored.length() > 0) {
      int slot = set.addLoaded(set.keyHigh(name), set.keyLow(name));
      keep(stored, set.slot(slot).record());
      set.owner(name, slot);
    }
  }

  private void apply() {
    kernel.plan(set, command, entropy::nextLong);
    kernel.apply(set, command, entropy::nextLong);
  }

  private static void keep(ByteSink from, ProfileRecord record) {
    record.bytes().clear();
    record.bytes().put(from.array(), 0, from.length());
    record.check();
  }

  private static void keep(ProfileRecord record, ByteSink to) {
    to.clear();
    to.put(record.bytes().array(), 0, record.bytes().length());
  }
}
