package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.RuleExplanation.MatchTimes;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.profile.Counters;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.Rings;
import dev.kitsune.engine.profile.SessionClock;
import dev.kitsune.engine.profile.StoredDevice;
import dev.kitsune.engine.profile.StoredLocation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one record that facts compare, as they find them. Control plane. */
final class FactValues {
  private static final int LENGTH_MAX = 1_024;
  private static final int TIMES_MAX = 10;

  private final FactScratch scratch = new FactScratch();
  private final ProfileRecord record;
  private final long nowS;

  /**
   * @param members the record's audiences, a bit per rank
   * @param nowS the time, in {@link dev.kitsune.engine.profile.EventSeconds}
   */
  FactValues(ProfileRecord record, long[] members, long nowS) {
    this.record = record;
    this.nowS = nowS;
    scratch.begin(members, nowS);
  }

  /** The value as JSON, cut if it is long; null if the record has none. */
  @Nullable String json(Fact fact) {
    if (fact instanceof Fact.TraitValue trait) {
      return trait.find(record, scratch) ? json(scratch.value) : null;
    }
    if (fact instanceof Fact.LocationValue location) {
      StoredLocation.member(record, location.member(), scratch.value);
      return textContent(scratch.value);
    }
    if (fact instanceof Fact.LandingValue landing) {
      return scratch.findLanding(record, landing.field()) ? textContent(scratch.value) : null;
    }
    if (fact instanceof Fact.DeviceName name) {
      ByteSlice text = name.name(record, scratch);
      return text.length() == 0 ? null : ExampleValue.quoted(text.toString());
    }
    if (fact instanceof Fact.Device) {
      return ExampleValue.quoted(deviceClass());
    }
    if (fact instanceof Fact.Returning) {
      return String.valueOf(record.sessionCount() > 1);
    }
    if (fact instanceof Fact.Member member) {
      return String.valueOf(scratch.isMember(member.rank()));
    }
    return String.valueOf(number(fact));
  }

  /** The number that a fact compares. */
  long number(Fact fact) {
    if (fact instanceof Fact.Count count) {
      return Counters.count(record, count.identity());
    }
    if (fact instanceof Fact.WindowCount window) {
      int ring = Rings.find(record, window.identity());
      return ring == Rings.NONE ? 0 : Window.count(record, ring, window.lengthS(), nowS);
    }
    if (fact instanceof Fact.Sessions || fact instanceof Fact.Returning) {
      return record.sessionCount();
    }
    if (fact instanceof Fact.SessionLength) {
      return SessionClock.activeSessionS(record);
    }
    if (fact instanceof Fact.Age age) {
      return ClockInput.ageDays(record, age.clock(), nowS);
    }
    throw new IllegalArgumentException("no number: " + fact.getClass());
  }

  /** What is known of the matches of a rule with a window; null for other facts. */
  @Nullable MatchTimes matchTimes(Fact fact) {
    if (!(fact instanceof Fact.WindowCount window)) {
      return null;
    }
    int ring = Rings.find(record, window.identity());
    if (ring == Rings.NONE) {
      return new MatchTimes(List.of(), false, false, null);
    }
    int kept = Rings.count(record, ring);
    int counted = Window.count(record, ring, window.lengthS(), nowS);
    boolean isTruncated = Rings.isTruncated(record, ring);
    boolean isAtLeast = isTruncated && counted == kept;
    boolean isIncomplete =
        isAtLeast && kept < TallyBuilder.newestNeeded(window.operator(), window.count());
    Instant oldest = isTruncated ? timeOf(ring, 0) : null;
    return new MatchTimes(newest(ring, counted), isAtLeast, isIncomplete, oldest);
  }

  private List<Instant> newest(int ring, int counted) {
    List<Instant> newest = new ArrayList<>();
    int last = Rings.count(record, ring) - 1;
    for (int index = last; index > last - Math.min(counted, TIMES_MAX); index--) {
      newest.add(timeOf(ring, index));
    }
    return newest;
  }

  private Instant timeOf(int ring, int index) {
    return Instant.ofEpochSecond(Rings.timeS(record, ring, index));
  }

  private String deviceClass() {
    int code = StoredDevice.deviceClass(record);
    for (DeviceClass deviceClass : DeviceClass.values()) {
      if (deviceClass.code() == code) {
        return deviceClass.wireName();
      }
    }
    throw new IllegalStateException("no class of devices: " + code);
  }

  /* Of the inside of a JSON string. */
  private static @Nullable String textContent(ByteSlice content) {
    return content.length() == 0 ? null : '"' + content.toString() + '"';
  }

  private static String json(ByteSlice json) {
    if (json.length() <= LENGTH_MAX) {
      return json.toString();
    }
    int end = json.offset() + LENGTH_MAX;
    while ((json.array()[end] & 0xC0) == 0x80) {
      end--;
    }
    int length = end - json.offset();
    String begin = new String(json.array(), json.offset(), length, StandardCharsets.UTF_8);
    return ExampleValue.quoted(begin + "... (" + json.length() + " bytes)");
  }
}
