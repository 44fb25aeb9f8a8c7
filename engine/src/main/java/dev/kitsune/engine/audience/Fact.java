package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.profile.Counters;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.Rings;
import dev.kitsune.engine.profile.SessionClock;
import dev.kitsune.engine.profile.StoredDevice;
import dev.kitsune.engine.profile.StoredLocation;
import dev.kitsune.engine.profile.Traits;

/**
 * One distinct condition on a profile that audiences share; holds or does not by the record, the
 * time, and the audiences decided before. Immutable, for any thread; data plane.
 */
sealed interface Fact {
  boolean holds(ProfileRecord record, FactScratch scratch);

  /** Compares how many events matched a counted rule. */
  record Count(long identity, Operator operator, int count) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      return Counts.compare(Counters.count(record, identity), operator, count);
    }
  }

  /** Compares how many events matched a windowed rule within its window. */
  record WindowCount(long identity, long lengthS, Operator operator, int count) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      int ring = Rings.find(record, identity);
      int matches = ring == Rings.NONE ? 0 : Window.count(record, ring, lengthS, scratch.nowS());
      return Counts.compare(matches, operator, count);
    }
  }

  /** Compares a trait, found literally first, then as a dotted path. */
  record TraitValue(TraitKey key, Comparison test) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      return find(record, scratch) ? scratch.test(test) : test.testMissing();
    }

    /** Finds the trait and leaves its JSON text in the scratch; false if there is none. */
    boolean find(ProfileRecord record, FactScratch scratch) {
      byte[] name = key.canonical();
      return Traits.find(record, name, 0, name.length, scratch.value) != Traits.NONE
          || key.findPath(record, scratch);
    }
  }

  /** Compares a member of the location. */
  record LocationValue(int member, Comparison test) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      StoredLocation.member(record, member, scratch.value);
      return scratch.value.length() == 0 ? test.testMissing() : scratch.testStringContent(test);
    }
  }

  /** Compares a member of the session's landing page. */
  record LandingValue(LandingField field, Comparison test) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      return scratch.findLanding(record, field)
          ? scratch.testStringContent(test)
          : test.testMissing();
    }
  }

  /** Compares whether the visitor returned. */
  record Returning(boolean expected) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      return record.sessionCount() > 1 == expected;
    }
  }

  /** Compares the number of sessions. */
  record Sessions(Operator operator, double count) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      return Counts.compare(record.sessionCount(), operator, count);
    }
  }

  /** Compares the length of the present session. */
  record SessionLength(Operator operator, double seconds) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      return Counts.compare(SessionClock.activeSessionS(record), operator, seconds);
    }
  }

  /** Compares how many whole days ago a clock stood. */
  record Age(ProfileClock clock, Operator operator, double days) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      return Counts.compare(ClockInput.ageDays(record, clock, scratch.nowS()), operator, days);
    }
  }

  /** Holds if the device is of a class. */
  record Device(DeviceClass deviceClass) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      return StoredDevice.deviceClass(record) == deviceClass.code();
    }
  }

  /** Compares the name of the browser or the os. */
  record DeviceName(DeviceField field, Comparison test) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      ByteSlice name = name(record, scratch);
      return name.length() == 0
          ? test.testMissing()
          : test.testText(name.array(), name.offset(), name.length());
    }

    /** The name; empty if it is not known. */
    ByteSlice name(ProfileRecord record, FactScratch scratch) {
      return field == DeviceField.BROWSER
          ? StoredDevice.browser(record, scratch.value)
          : StoredDevice.os(record, scratch.value);
    }
  }

  /** Holds if the profile is in another audience, which is decided before. */
  record Member(int rank) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      return scratch.isMember(rank);
    }
  }
}
