package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.sun.management.ThreadMXBean;
import dev.kitsune.engine.audience.AudienceCatchUp.Compiled;
import dev.kitsune.engine.audience.AudienceRule.Location;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.ReturningVisitor;
import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.audience.AudienceRule.Trait;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.DerivedPart;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What deciding audiences allocates once a thread is warm: nothing, but where RE2 is asked. */
final class AudienceAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALL_COUNT = 300;
  private static final String TRAITS =
      "'a':12.5,'b':'caf\\u00e9','c':{'d':{'e':[1,'x',{'y':2}]}},'f':['p','q'],'g':null,'h':true";

  private final RecordedEvents events = new RecordedEvents();
  private final AudienceMatcher matcher = new AudienceMatcher();
  private final EventScratch scratch = new EventScratch();
  private final ChangedInputs changed = new ChangedInputs();

  @Test
  void decidingEveryAudienceAllocatesNothing() {
    AudienceSet set = AudienceCompiler.compile(definitions());
    fill(set);
    assertEquals(0, leastAllocated(() -> matcher.matchAll(set, events.record)));
  }

  @Test
  void decidingWhatChangedAllocatesNothing() {
    AudienceSet set = AudienceCompiler.compile(definitions());
    fill(set);
    matcher.matchAll(set, events.record);
    DerivedPart.begin(events.record, 1, matcher.differenceCount(set), 0);
    matcher.writeDifference(set, events.record);
    assertEquals(
        0,
        leastAllocated(
            () -> {
              changed.clear(set.inputCount());
              for (int input = 0; input < set.inputCount(); input++) {
                changed.add(input);
              }
              matcher.matchChanged(set, events.record, changed);
            }));
  }

  @Test
  void catchingUpAllocatesNothing() {
    List<AudienceDefinition> definitions = definitions();
    AudienceSet earlier = AudienceCompiler.compile(definitions.subList(100, definitions.size()));
    AudienceSet later = AudienceCompiler.compile(definitions);
    AudienceCatchUp catchUp =
        AudienceCatchUp.between(
            new Compiled(definitions.subList(100, definitions.size()), earlier),
            new Compiled(definitions, later));
    assertEquals(100, catchUp.changedCount());
    fill(earlier);
    matcher.matchAll(earlier, events.record);
    DerivedPart.begin(events.record, 1, matcher.differenceCount(earlier), 0);
    matcher.writeDifference(earlier, events.record);
    changed.clear(later.inputCount());
    assertEquals(
        0, leastAllocated(() -> matcher.matchStale(later, events.record, catchUp, changed)));
  }

  @Test
  void decidingOfANewRecordAllocatesNothing() {
    AudienceSet set = AudienceCompiler.compile(definitions());
    fill(set);
    changed.clear(set.inputCount());
    for (int input = 0; input < set.inputCount(); input++) {
      changed.add(input);
    }
    assertEquals(0, leastAllocated(() -> matcher.matchNew(set, events.record, changed)));
  }

  @Test
  void countingAllocatesNothing() {
    AudienceSet set = AudienceCompiler.compile(definitions());
    fill(set);
    EventBatch page =
        events.page("'campaign':{'name':'\\u00e9'},'page':{'search':'?a=%C3%A9&q=[1]'}", "");
    assertEquals(0, leastAllocated(() -> set.countEvent(page, 0, events.record, scratch, changed)));
  }

  @Test
  void theMeasureSeesAnAllocation() {
    AudienceRule byRe2 = new Trait("b", Operator.MATCHES, Operand.of("(?i)CAF"));
    AudienceSet set = AudienceCompiler.compile(List.of(new AudienceDefinition("id", "", byRe2)));
    fill(set);
    assertNotEquals(0, leastAllocated(() -> matcher.matchAll(set, events.record)));
  }

  private void fill(AudienceSet set) {
    changed.clear(set.inputCount());
    events.happen(set, events.identify("'location':{'city':'Z\\u00fcrich'}", TRAITS), 0);
    events.happen(set, events.pageWith("'search':'?a=b&q=1'"), 0);
  }

  private static List<AudienceDefinition> definitions() {
    List<AudienceDefinition> audiences = new ArrayList<>();
    for (Operator operator : Operator.values()) {
      for (AudienceRule rule : rules(operator)) {
        audiences.add(new AudienceDefinition("id" + audiences.size(), "", rule));
      }
    }
    return audiences;
  }

  private static List<AudienceRule> rules(Operator operator) {
    List<AudienceRule> rules = new ArrayList<>();
    for (String operand : List.of("12.5", "é")) {
      for (String key : List.of("a", "b", "c", "c.d.e", "f", "g", "h", "none")) {
        rules.add(new Trait(key, operator, Operand.of(operand)));
      }
      rules.add(new Location(LocationField.CITY, operator, Operand.of(operand)));
      for (EventField field : EventField.values()) {
        List<WhereCondition> where =
            List.of(new WhereCondition(field, "q", operator, Operand.of(operand)));
        rules.add(new PageCount(where, Operator.GREATER_THAN, 0));
        rules.add(new TrackCount("*", where, Operator.LESS_THAN, 2));
      }
    }
    SessionCount one = new SessionCount(Operator.EQUAL, 1);
    rules.add(new ReturningVisitor(false, List.of(one)));
    return rules;
  }

  /** The least of several rounds, for the JVM itself allocates in a thread when it recompiles. */
  private static long leastAllocated(Runnable call) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 8; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int left = CALL_COUNT; left > 0; left--) {
        call.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
