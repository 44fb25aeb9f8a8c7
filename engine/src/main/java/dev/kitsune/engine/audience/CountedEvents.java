package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.audience.AudienceRule.ExperienceSeen;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the counted rules by the type of event that they count. Control plane; used once. */
final class CountedEvents {
  private final List<Tally.Ring> rings = new ArrayList<>();
  private final EventCountersCompiler pages = new EventCountersCompiler(rings);
  private final EventCountersCompiler tracks = new EventCountersCompiler(rings);
  private final EventCountersCompiler exposures = new EventCountersCompiler(rings);

  /** Adds a rule, or one more comparison of its matches; see {@link EventCountersCompiler#add}. */
  void add(long identity, Counted rule, int input) {
    if (rule instanceof TrackCount track) {
      String name = track.event().equals(Operand.ANY) ? null : track.event();
      tracks.add(identity, name, rule, input);
    } else if (rule instanceof ExperienceSeen seen) {
      exposures.add(identity, seen.experienceId(), rule, input);
    } else {
      pages.add(identity, null, rule, input);
    }
  }

  EventCounters pages() {
    return pages.compile();
  }

  EventCounters tracks() {
    return tracks.compile();
  }

  EventCounters exposures() {
    return exposures.compile();
  }

  /** The windowed rules of what was compiled before, ascending by identity, unsigned. */
  Tally.Ring[] rings() {
    return rings.stream()
        .sorted(Comparator.comparing(Tally.Ring::identity, Long::compareUnsigned))
        .toArray(Tally.Ring[]::new);
  }
}
