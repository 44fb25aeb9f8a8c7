package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.AnswerOrder;
import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteTable;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.SessionClock;
import dev.kitsune.engine.profile.StoredLocation;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns audience definitions into an {@link AudienceSet}. Equal conditions become one fact, rules
 * become chains of tests on facts, and each input learns which audiences read it. Control plane;
 * used once.
 */
public final class AudienceCompiler {
  /** What a rule reads of a record; a change of one makes its audiences be decided again. */
  private sealed interface Input {
    record Count(long identity) implements Input {}

    record Trait(TraitKey key) implements Input {}

    record Location() implements Input {}

    record Session() implements Input {}
  }

  /** A distinct condition, by what it was compiled from. */
  private record FactKey(Input input, Object condition) {}

  private record TraitCondition(Operator operator, Operand operand) {}

  private record LocationCondition(LocationField field, Operator operator, Operand operand) {}

  private final List<String> ids = new ArrayList<>();
  private final Map<Input, Integer> inputs = new LinkedHashMap<>();
  private final List<IntSet> audiencesByInput = new ArrayList<>();
  private final Map<FactKey, Integer> factNumbers = new LinkedHashMap<>();
  private final List<Fact> facts = new ArrayList<>();
  private final IntArrayList tests = new IntArrayList();
  private final IntArrayList entries = new IntArrayList();
  private final EventCountersCompiler pages = new EventCountersCompiler();
  private final EventCountersCompiler tracks = new EventCountersCompiler();
  private int rank;

  private AudienceCompiler() {}

  /** Compiles; equal definitions in any order give equal sets. */
  public static AudienceSet compile(List<AudienceDefinition> definitions) {
    AudienceCompiler compiler = new AudienceCompiler();
    List<AudienceDefinition> ordered = new ArrayList<>(definitions);
    ordered.sort(Comparator.comparing(AudienceDefinition::id, AnswerOrder.IDS));
    for (AudienceDefinition definition : ordered) {
      compiler.rank = compiler.ids.size();
      compiler.ids.add(definition.id());
      compiler.entries.add(
          compiler.chain(definition.rule(), AudienceSet.MATCH, AudienceSet.NO_MATCH));
    }
    return new AudienceSet(compiler);
  }

  /** The record of a profile that only began: the reference that memberships differ from. */
  static ProfileRecord blankRecord() {
    ProfileRecord blank = new ProfileRecord();
    blank.begin(new byte[0], 0, 0);
    SessionClock.activity(blank, 0, 0, () -> 0L);
    return blank;
  }

  /* Built from the end: each rule is given where to go if it holds and if not. */
  private int chain(AudienceRule rule, int onTrue, int onFalse) {
    if (rule instanceof AudienceRule.Any any) {
      int next = onFalse;
      for (int i = any.rules().size() - 1; i >= 0; i--) {
        next = chain(any.rules().get(i), onTrue, next);
      }
      return next;
    }
    if (rule instanceof AudienceRule.All all) {
      int next = onTrue;
      for (int i = all.rules().size() - 1; i >= 0; i--) {
        next = chain(all.rules().get(i), next, onFalse);
      }
      return next;
    }
    if (rule instanceof AudienceRule.Not not) {
      return chain(not.rule(), onFalse, onTrue);
    }
    if (rule instanceof AudienceRule.ReturningVisitor returning) {
      return returningChain(returning, onTrue, onFalse);
    }
    return test(fact(rule), onTrue, onFalse);
  }

  private int returningChain(AudienceRule.ReturningVisitor rule, int onTrue, int onFalse) {
    Input session = new Input.Session();
    int next = onTrue;
    for (int i = rule.conditions().size() - 1; i >= 0; i--) {
      AudienceRule.SessionCount condition = rule.conditions().get(i);
      Fact sessions = new Fact.Sessions(condition.operator(), condition.count());
      next = test(fact(session, condition, sessions), next, onFalse);
    }
    Fact returning = new Fact.Returning(rule.expected());
    return test(fact(session, rule.expected(), returning), next, onFalse);
  }

  private int test(int fact, int onTrue, int onFalse) {
    int at = tests.size();
    tests.add(fact);
    tests.add(onTrue);
    tests.add(onFalse);
    return at;
  }

  private int fact(AudienceRule rule) {
    if (rule instanceof AudienceRule.PageCount page) {
      long identity = CounterIdentity.of(page);
      int input = input(new Input.Count(identity));
      int[] flips = Counts.flips(page.operator(), page.count());
      pages.add(identity, null, page.conditions(), input, flips);
      return countFact(identity, page.operator(), page.count());
    }
    if (rule instanceof AudienceRule.TrackCount track) {
      long identity = CounterIdentity.of(track);
      int input = input(new Input.Count(identity));
      String event = track.event().equals(Operand.ANY) ? null : track.event();
      int[] flips = Counts.flips(track.operator(), track.count());
      tracks.add(identity, event, track.conditions(), input, flips);
      return countFact(identity, track.operator(), track.count());
    }
    if (rule instanceof AudienceRule.Trait trait) {
      TraitKey key = new TraitKey(trait.key());
      Fact fact = new Fact.TraitValue(key, Comparison.of(trait.operator(), trait.operand()));
      return fact(
          new Input.Trait(key), new TraitCondition(trait.operator(), trait.operand()), fact);
    }
    if (rule instanceof AudienceRule.Location location) {
      Fact fact =
          new Fact.LocationValue(
              StoredLocation.memberOf(location.field().member()),
              Comparison.of(location.operator(), location.operand()));
      LocationCondition condition =
          new LocationCondition(location.field(), location.operator(), location.operand());
      return fact(new Input.Location(), condition, fact);
    }
    throw new IllegalArgumentException("no fact: " + rule.getClass());
  }

  private int countFact(long identity, Operator operator, int count) {
    Fact fact = new Fact.Count(identity, operator, count);
    return fact(new Input.Count(identity), fact, fact);
  }

  private int fact(Input input, Object condition, Fact fact) {
    audiencesByInput.get(input(input)).add(rank);
    return factNumbers.computeIfAbsent(
        new FactKey(input, condition),
        key -> {
          facts.add(fact);
          return facts.size() - 1;
        });
  }

  private int input(Input input) {
    return inputs.computeIfAbsent(
        input,
        key -> {
          audiencesByInput.add(new IntLinkedOpenHashSet());
          return audiencesByInput.size() - 1;
        });
  }

  String[] ids() {
    return ids.toArray(String[]::new);
  }

  ByteTable idsJson() {
    return new ByteTable(ids.stream().map(AudienceCompiler::listed).toList());
  }

  int[] entries() {
    return entries.toIntArray();
  }

  int[] tests() {
    return tests.toIntArray();
  }

  Fact[] facts() {
    return facts.toArray(Fact[]::new);
  }

  int[][] audiencesByInput() {
    return audiencesByInput.stream().map(IntSet::toIntArray).toArray(int[][]::new);
  }

  /** Ascending, unsigned. */
  long[] counterIdentities() {
    return inputs.keySet().stream()
        .filter(Input.Count.class::isInstance)
        .map(input -> ((Input.Count) input).identity)
        .sorted(Long::compareUnsigned)
        .mapToLong(Long::longValue)
        .toArray();
  }

  ByteKeyIndex traitKeys() {
    return new ByteKeyIndex(
        List.copyOf(inputsByTraitText().keySet().stream().map(TraitKey::canonical).toList()));
  }

  int[][] inputsByTraitKey() {
    return inputsByTraitText().values().stream()
        .map(IntArrayList::toIntArray)
        .toArray(int[][]::new);
  }

  /** By the key of a trait: the inputs that it is read for, as itself or as a path's beginning. */
  private Map<TraitKey, IntArrayList> inputsByTraitText() {
    Map<TraitKey, IntArrayList> byKey = new LinkedHashMap<>();
    inputs.forEach(
        (input, number) -> {
          if (input instanceof Input.Trait trait) {
            for (TraitKey key : trait.key().readKeys()) {
              byKey.computeIfAbsent(key, k -> new IntArrayList()).add((int) number);
            }
          }
        });
    return byKey;
  }

  int locationInput() {
    return inputs.getOrDefault(new Input.Location(), AudienceSet.NO_INPUT);
  }

  int sessionInput() {
    return inputs.getOrDefault(new Input.Session(), AudienceSet.NO_INPUT);
  }

  EventCounters pageCounters() {
    return pages.compile();
  }

  EventCounters trackCounters() {
    return tracks.compile();
  }

  private static byte[] listed(String id) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    ByteSink out = new ByteSink(utf8.length + 3);
    out.put((byte) ',');
    out.put((byte) '"');
    JsonEscapes.encode(utf8, 0, utf8.length, out);
    out.put((byte) '"');
    return out.toBytes();
  }
}
