package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.All;
import dev.kitsune.engine.audience.AudienceRule.Any;
import dev.kitsune.engine.audience.AudienceRule.Not;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.ReturningVisitor;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a history smaller while it still goes wrong, for some seconds. */
final class OracleShrinker {
  private static final Duration TIME_MAX = Duration.ofSeconds(10);

  private final Predicate<OracleHistory> isWrong;
  private final long startNs = System.nanoTime();

  OracleShrinker(Predicate<OracleHistory> isWrong) {
    this.isWrong = isWrong;
  }

  /** The smallest history found. */
  OracleHistory shrink(OracleHistory wrong) {
    OracleHistory smallest = wrong;
    while (true) {
      OracleHistory smaller = firstWrong(smaller(smallest));
      if (smaller == null) {
        return smallest;
      }
      smallest = smaller;
    }
  }

  private @Nullable OracleHistory firstWrong(Stream<OracleHistory> candidates) {
    return candidates
        .takeWhile(candidate -> System.nanoTime() - startNs < TIME_MAX.toNanos())
        .filter(isWrong)
        .findFirst()
        .orElse(null);
  }

  private static Stream<OracleHistory> smaller(OracleHistory history) {
    Stream<OracleHistory> byRequests =
        smaller(history.requests(), OracleShrinker::smaller)
            .map(requests -> new OracleHistory(history.environments(), requests));
    List<List<AudienceDefinition>> versions =
        history.environments().stream().map(OracleEnvironment::audiences).toList();
    Stream<OracleHistory> byEnvironments =
        Stream.concat(without(versions), replaced(versions, OracleShrinker::smallerVersion))
            .flatMap(OracleShrinker::environments)
            .map(environments -> new OracleHistory(environments, history.requests()));
    return Stream.concat(byRequests, byEnvironments);
  }

  /* An audience less in all versions, so that it makes no change between two of them. */
  private static Stream<List<List<AudienceDefinition>>> without(
      List<List<AudienceDefinition>> versions) {
    return versions.stream()
        .flatMap(List::stream)
        .map(AudienceDefinition::id)
        .distinct()
        .map(id -> versions.stream().map(audiences -> without(audiences, id)).toList());
  }

  private static List<AudienceDefinition> without(List<AudienceDefinition> audiences, String id) {
    return audiences.stream().filter(audience -> !audience.id().equals(id)).toList();
  }

  private static Stream<OracleHistory.Request> smaller(OracleHistory.Request request) {
    return request.events().size() < 2
        ? Stream.empty()
        : removed(request.events())
            .map(
                events ->
                    new OracleHistory.Request(request.environment(), request.nowMs(), events));
  }

  private static Stream<List<AudienceDefinition>> smallerVersion(
      List<AudienceDefinition> audiences) {
    return smaller(audiences, OracleShrinker::smaller);
  }

  /* None where an audience is gone that a rule names. */
  private static Stream<List<OracleEnvironment>> environments(
      List<List<AudienceDefinition>> versions) {
    try {
      return Stream.of(OracleEnvironment.versions(versions));
    } catch (IllegalArgumentException dangling) {
      return Stream.empty();
    }
  }

  private static Stream<AudienceDefinition> smaller(AudienceDefinition audience) {
    return smaller(audience.rule())
        .map(rule -> new AudienceDefinition(audience.id(), audience.name(), rule));
  }

  private static Stream<AudienceRule> smaller(AudienceRule rule) {
    if (rule instanceof Any any) {
      return Stream.concat(
          any.rules().stream(), smaller(any.rules(), OracleShrinker::smaller).map(Any::new));
    }
    if (rule instanceof All all) {
      return Stream.concat(
          all.rules().stream(), smaller(all.rules(), OracleShrinker::smaller).map(All::new));
    }
    if (rule instanceof Not not) {
      return Stream.concat(Stream.of(not.rule()), smaller(not.rule()).map(Not::new));
    }
    if (rule instanceof PageCount page) {
      return removed(page.conditions())
          .map(rest -> new PageCount(rest, page.operator(), page.count(), page.withinDays()));
    }
    if (rule instanceof TrackCount track) {
      return removed(track.conditions())
          .map(
              rest ->
                  new TrackCount(
                      track.event(), rest, track.operator(), track.count(), track.withinDays()));
    }
    return rule instanceof ReturningVisitor returning
        ? removed(returning.conditions())
            .map(conditions -> new ReturningVisitor(returning.expected(), conditions))
        : Stream.empty();
  }

  /** A half of the list, the list with one element less, or with one element made smaller. */
  private static <T> Stream<List<T>> smaller(List<T> list, Function<T, Stream<T>> smaller) {
    int half = list.size() / 2;
    Stream<List<T>> halves =
        half < 2
            ? Stream.empty()
            : Stream.of(list.subList(0, half), list.subList(half, list.size()));
    return Stream.concat(halves, Stream.concat(removed(list), replaced(list, smaller)));
  }

  private static <T> Stream<List<T>> removed(List<T> list) {
    return Stream.iterate(list.size() - 1, index -> index >= 0, index -> index - 1)
        .map(
            index -> {
              List<T> rest = new ArrayList<>(list);
              rest.remove((int) index);
              return rest;
            });
  }

  private static <T> Stream<List<T>> replaced(List<T> list, Function<T, Stream<T>> smaller) {
    return Stream.iterate(0, index -> index < list.size(), index -> index + 1)
        .flatMap(
            index ->
                smaller
                    .apply(list.get(index))
                    .map(
                        element -> {
                          List<T> changed = new ArrayList<>(list);
                          changed.set(index, element);
                          return changed;
                        }));
  }
}
