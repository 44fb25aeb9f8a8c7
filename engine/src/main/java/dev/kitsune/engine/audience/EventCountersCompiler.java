package dev.kitsune.engine.audience;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the counted rules of one type of event by the event's name and turns them into {@link
 * EventCounters}. Control plane; used once.
 */
final class EventCountersCompiler {
  private final CountedRulesCompiler ofAny = new CountedRulesCompiler();
  private final NameNumbers names = new NameNumbers();
  private final List<CountedRulesCompiler> byName = new ArrayList<>();

  /**
   * @param event the event's name; null for any event
   * @param flips see {@link CountedRulesCompiler#add}
   */
  void add(
      long identity,
      @Nullable String event,
      List<WhereCondition> conditions,
      int input,
      int[] flips) {
    (event == null ? ofAny : ofName(event)).add(identity, conditions, input, flips);
  }

  EventCounters compile() {
    return new EventCounters(
        ofAny.compile(),
        names.index(),
        byName.stream().map(CountedRulesCompiler::compile).toArray(CountedRules[]::new));
  }

  private CountedRulesCompiler ofName(String event) {
    int number = names.number(event);
    if (number == byName.size()) {
      byName.add(new CountedRulesCompiler());
    }
    return byName.get(number);
  }
}
