package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.Counters;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.StoredLocation;
import dev.kitsune.engine.profile.Traits;

/**
 * One distinct condition on a profile that audiences share; holds or does not by the record alone.
 * Immutable, for any thread; data plane.
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

  /** Compares a trait, found literally first, then as a dotted path. */
  record TraitValue(TraitKey key, Comparison test) implements Fact {
    @Override
    public boolean holds(ProfileRecord record, FactScratch scratch) {
      byte[] name = key.canonical();
      if (Traits.find(record, name, 0, name.length, scratch.value) != Traits.NONE) {
        return scratch.test(test);
      }
      return key.findPath(record, scratch) ? scratch.test(test) : test.testMissing();
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
}
