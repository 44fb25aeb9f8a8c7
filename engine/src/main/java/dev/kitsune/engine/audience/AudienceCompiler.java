package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.AnswerOrder;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteTable;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.SessionClock;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns audience definitions into an {@link AudienceSet}. Equal conditions become one fact, rules
 * become chains of tests on facts, and each input learns which audiences read it. Control plane;
 * used once.
 */
public final class AudienceCompiler {
  private final List<String> ids;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final AudienceOrder order;
  private final AudienceInputs inputs = new AudienceInputs();
  private final CountedEvents events = new CountedEvents();
  private final TraitInputsCompiler traits = new TraitInputsCompiler();
  private final FactCompiler facts = new FactCompiler(inputs, events, traits);
  private final IntArrayList tests = new IntArrayList();
  private final IntArrayList entries = new IntArrayList();
  /* Of the audience that is being compiled, in the order of evaluation. */
  private int position;

  private AudienceCompiler(List<AudienceDefinition> ordered) {
    ids = ordered.stream().map(AudienceDefinition::id).toList();
    ids.forEach(id -> ranks.put(id, ranks.size()));
    order = new AudienceOrder(ordered);
    for (int rank = 0; rank < ordered.size(); rank++) {
      position = order.position(rank);
      entries.add(chain(ordered.get(rank).rule(), AudienceSet.MATCH, AudienceSet.NO_MATCH));
    }
  }

  /**
   * Compiles; equal definitions in any order give equal sets.
   *
   * @throws IllegalArgumentException if a rule names no audience, or audiences depend on each other
   */
  public static AudienceSet compile(List<AudienceDefinition> definitions) {
    List<AudienceDefinition> ordered = new ArrayList<>(definitions);
    ordered.sort(Comparator.comparing(AudienceDefinition::id, AnswerOrder.IDS));
    return new AudienceSet(new AudienceCompiler(ordered));
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
      return allChain(all.rules(), onTrue, onFalse);
    }
    if (rule instanceof AudienceRule.Not not) {
      return chain(not.rule(), onFalse, onTrue);
    }
    if (rule instanceof AudienceRule.ReturningVisitor returning) {
      int next = allChain(returning.conditions(), onTrue, onFalse);
      return test(facts.returning(returning.expected(), position), next, onFalse);
    }
    if (rule instanceof AudienceRule.Member member) {
      return memberTest(member, onTrue, onFalse);
    }
    return test(facts.fact(rule, position), onTrue, onFalse);
  }

  private int allChain(List<? extends AudienceRule> rules, int onTrue, int onFalse) {
    int next = onTrue;
    for (int i = rules.size() - 1; i >= 0; i--) {
      next = chain(rules.get(i), next, onFalse);
    }
    return next;
  }

  private int memberTest(AudienceRule.Member rule, int onTrue, int onFalse) {
    Integer rank = ranks.get(rule.audienceId());
    if (rank == null) {
      throw new IllegalArgumentException("a rule names no audience: " + rule.audienceId());
    }
    int fact = facts.member(rank);
    return rule.expected() ? test(fact, onTrue, onFalse) : test(fact, onFalse, onTrue);
  }

  private int test(int fact, int onTrue, int onFalse) {
    int at = tests.size();
    tests.add(fact);
    tests.add(onTrue);
    tests.add(onFalse);
    return at;
  }

  String[] ids() {
    return ids.toArray(String[]::new);
  }

  ByteTable idsJson() {
    return new ByteTable(ids.stream().map(AudienceCompiler::listed).toList());
  }

  AudienceOrder order() {
    return order;
  }

  AudienceInputs inputs() {
    return inputs;
  }

  CountedEvents events() {
    return events;
  }

  TraitInputsCompiler traits() {
    return traits;
  }

  FactCompiler facts() {
    return facts;
  }

  FactIndex factIndex() {
    return facts.index(ranks);
  }

  int[] entries() {
    return entries.toIntArray();
  }

  int[] tests() {
    return tests.toIntArray();
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
