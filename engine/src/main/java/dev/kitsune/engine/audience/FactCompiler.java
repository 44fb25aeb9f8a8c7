package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceInputs.ClockAge;
import dev.kitsune.engine.audience.AudienceInputs.ConditionInput;
import dev.kitsune.engine.audience.AudienceInputs.CountInput;
import dev.kitsune.engine.audience.AudienceInputs.Input;
import dev.kitsune.engine.audience.AudienceInputs.RingInput;
import dev.kitsune.engine.audience.AudienceInputs.Single;
import dev.kitsune.engine.audience.AudienceInputs.TraitInput;
import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.StoredLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns rules that are no groups into facts, equal ones into one, and notes which audience reads
 * which input. Control plane; used once.
 */
final class FactCompiler {
  /** What {@link AudienceRule.ReturningVisitor} compares beside the session count. */
  record Returning(boolean expected) {}

  private final AudienceInputs inputs;
  private final CountedEvents events;
  private final TraitInputsCompiler traits;
  private final Map<Object, Integer> numbers = new LinkedHashMap<>();
  private final List<Fact> facts = new ArrayList<>();
  private final Map<ProfileClock, Thresholds.Builder> ages = new LinkedHashMap<>();
  private final Thresholds.Builder sessionLengths = new Thresholds.Builder();

  FactCompiler(AudienceInputs inputs, CountedEvents events, TraitInputsCompiler traits) {
    this.inputs = inputs;
    this.events = events;
    this.traits = traits;
  }

  Fact[] facts() {
    return facts.toArray(Fact[]::new);
  }

  /** Which of {@link #facts} decides which rule; nothing may be compiled any more. */
  FactIndex index(Map<String, Integer> ranks) {
    return new FactIndex(numbers, ranks);
  }

  Thresholds sessionLengths() {
    return sessionLengths.build();
  }

  ClockInput clock(ProfileClock clock) {
    return new ClockInput(
        clock,
        inputs.numberIfRead(new ClockAge(clock)),
        ages.getOrDefault(clock, new Thresholds.Builder()).build());
  }

  /**
   * The number of the fact that decides a rule of the audience at a position in the order of
   * evaluation.
   */
  int fact(AudienceRule rule, int position) {
    if (rule instanceof Counted counted) {
      return counted(counted, position);
    }
    if (rule instanceof AudienceRule.Trait trait) {
      return trait(trait, position);
    }
    if (rule instanceof AudienceRule.Location location) {
      Comparison test = Comparison.of(location.operator(), location.operand());
      int member = StoredLocation.memberOf(location.field().member());
      return fact(Single.LOCATION, position, rule, new Fact.LocationValue(member, test));
    }
    if (rule instanceof AudienceRule.Landing landing) {
      Comparison test = Comparison.of(landing.operator(), landing.operand());
      Fact fact = new Fact.LandingValue(landing.field(), test);
      return fact(Single.LANDING_PAGE, position, rule, fact);
    }
    if (rule instanceof AudienceRule.Device device) {
      return fact(Single.DEVICE, position, rule, new Fact.Device(device.deviceClass()));
    }
    if (rule instanceof AudienceRule.DeviceName name) {
      Comparison test = Comparison.of(name.operator(), name.operand());
      return fact(Single.DEVICE, position, rule, new Fact.DeviceName(name.field(), test));
    }
    return clockFact(rule, position);
  }

  private int clockFact(AudienceRule rule, int position) {
    if (rule instanceof AudienceRule.SessionCount sessions) {
      Fact fact = new Fact.Sessions(sessions.operator(), sessions.count());
      return fact(Single.SESSION, position, rule, fact);
    }
    if (rule instanceof AudienceRule.SessionLength length) {
      sessionLengths.add(length.operator(), length.seconds());
      Fact fact = new Fact.SessionLength(length.operator(), length.seconds());
      return fact(Single.SESSION_LENGTH, position, rule, fact);
    }
    if (rule instanceof AudienceRule.Age age) {
      ages.computeIfAbsent(age.clock(), clock -> new Thresholds.Builder())
          .add(age.operator(), age.days());
      Fact fact = new Fact.Age(age.clock(), age.operator(), age.days());
      return fact(new ClockAge(age.clock()), position, rule, fact);
    }
    throw new IllegalArgumentException("no fact: " + rule.getClass());
  }

  /** The number of the fact that holds of visitors who returned, or of those who did not. */
  int returning(boolean expected, int position) {
    Fact fact = new Fact.Returning(expected);
    return fact(Single.SESSION, position, new Returning(expected), fact);
  }

  /** The number of the fact that holds of members of another audience; it reads no input. */
  int member(int rank) {
    return number(new Fact.Member(rank), new Fact.Member(rank));
  }

  private int counted(Counted rule, int position) {
    long identity = CounterIdentity.of(rule);
    Input input = rule.isWindowed() ? new RingInput(identity) : new CountInput(identity);
    events.add(identity, rule, inputs.number(input));
    Fact fact = count(identity, rule);
    return fact(input, position, fact, fact);
  }

  /** The fact of a counted rule; equal ones of rules that compare the same number alike. */
  static Fact count(long identity, Counted rule) {
    return rule.isWindowed()
        ? new Fact.WindowCount(
            identity, rule.withinDays() * EventSeconds.DAY, rule.operator(), rule.count())
        : new Fact.Count(identity, rule.operator(), rule.count());
  }

  private int trait(AudienceRule.Trait rule, int position) {
    Input input = new ConditionInput(rule);
    TraitKey key = new TraitKey(rule.key());
    Comparison test = Comparison.of(rule.operator(), rule.operand());
    if (inputs.numberIfRead(input) != AudienceSet.NO_INPUT
        || traits.add(key, test, rule.operand(), () -> inputs.number(input))) {
      inputs.read(input, position);
    } else {
      readValues(key, position);
    }
    return number(rule, new Fact.TraitValue(key, test));
  }

  private void readValues(TraitKey key, int position) {
    for (TraitKey read : key.readKeys()) {
      Input input = new TraitInput(read);
      traits.addValue(read, inputs.number(input));
      inputs.read(input, position);
    }
  }

  /**
   * @param condition what the fact was compiled from: equal ones are one fact
   */
  private int fact(Input input, int position, Object condition, Fact fact) {
    inputs.read(input, position);
    return number(condition, fact);
  }

  private int number(Object condition, Fact fact) {
    return numbers.computeIfAbsent(
        condition,
        key -> {
          facts.add(fact);
          return facts.size() - 1;
        });
  }
}
