package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the counted rules of one type of event by the event's name and turns them into {@link
 * EventCounters}. Control plane; used once.
 */
final class EventCountersCompiler {
  private final List<Tally.Ring> rings;
  private final CountedRulesCompiler ofAny;
  private final NameNumbers names = new NameNumbers();
  private final List<CountedRulesCompiler> byName = new ArrayList<>();

  /**
   * @param rings see {@link CountedRulesCompiler}
   */
  EventCountersCompiler(List<Tally.Ring> rings) {
    this.rings = rings;
    ofAny = new CountedRulesCompiler(rings);
  }

  /**
   * @param name the event's name; null for any event
   * @param input see {@link CountedRulesCompiler#add}
   */
  void add(long identity, @Nullable String name, Counted rule, int input) {
    (name == null ? ofAny : ofName(name)).add(identity, rule, input);
  }

  EventCounters compile() {
    return new EventCounters(
        ofAny.compile(),
        names.index(),
        byName.stream().map(CountedRulesCompiler::compile).toArray(CountedRules[]::new));
  }

  private CountedRulesCompiler ofName(String name) {
    int number = names.number(name);
    if (number == byName.size()) {
      byName.add(new CountedRulesCompiler(rings));
    }
    return byName.get(number);
  }
}
