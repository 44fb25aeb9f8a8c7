package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The audiences and experiences that the rules of one environment name, with their places; checked
 * when all were read. For one thread; control plane.
 */
public final class RuleLinks {
  /**
   * A rule's mention of something.
   *
   * @param from the audience whose rule it is
   * @param to the id of what is named
   * @param place where it is named
   */
  public record Link(String from, String to, ConfigurationValue place) {}

  /** An audience that cannot be used for what its rules name. */
  public record Broken(String audienceId, ConfigurationException reason) {}

  private final List<Link> toAudiences = new ArrayList<>();
  private final List<Link> toExperiences = new ArrayList<>();

  void addAudience(String from, ConfigurationValue value) {
    toAudiences.add(new Link(from, value.nonEmptyText(), value));
  }

  void addExperience(String from, ConfigurationValue value) {
    toExperiences.add(new Link(from, value.nonEmptyText(), value));
  }

  /** The mentions of audiences, in the order in which they were read. */
  public List<Link> toAudiences() {
    return List.copyOf(toAudiences);
  }

  /** The mentions of experiences, in the order in which they were read. */
  public List<Link> toExperiences() {
    return List.copyOf(toExperiences);
  }

  /** Forgets the rules of an audience that is left out. */
  public void remove(String audienceId) {
    toAudiences.removeIf(link -> link.from.equals(audienceId));
    toExperiences.removeIf(link -> link.from.equals(audienceId));
  }

  /**
   * Refuses what names nothing, and audiences that depend on themselves.
   *
   * @throws ConfigurationException with the place of the first such rule
   */
  public void check(Set<String> audienceIds, Set<String> experienceIds) {
    Broken broken = firstBroken(audienceIds, experienceIds);
    if (broken != null) {
      throw broken.reason;
    }
  }

  /** The first audience that names nothing or depends on itself; null if there is none. */
  public @Nullable Broken firstBroken(Set<String> audienceIds, Set<String> experienceIds) {
    for (Link link : toAudiences) {
      if (!audienceIds.contains(link.to)) {
        return dangling(link, "an audience");
      }
    }
    for (Link link : toExperiences) {
      if (!experienceIds.contains(link.to)) {
        return dangling(link, "an experience");
      }
    }
    Set<String> onCycles = leadingToCycles();
    return toAudiences.stream()
        .filter(link -> onCycles.contains(link.from))
        .findFirst()
        .map(link -> cycle(link.from, onCycles))
        .orElse(null);
  }

  private static Broken dangling(Link link, String what) {
    return new Broken(link.from, link.place.expected("the id of " + what + " of this environment"));
  }

  /* Those that are left when all that depend on nothing left are taken away, again and again. */
  private Set<String> leadingToCycles() {
    Map<String, List<String>> fromsByTo = new HashMap<>();
    Map<String, Integer> openCounts = new HashMap<>();
    for (Link link : toAudiences) {
      fromsByTo.computeIfAbsent(link.to, to -> new ArrayList<>()).add(link.from);
      openCounts.merge(link.from, 1, Integer::sum);
    }
    List<String> settled = new ArrayList<>(fromsByTo.keySet());
    settled.removeAll(openCounts.keySet());
    for (int next = 0; next < settled.size(); next++) {
      for (String from : fromsByTo.getOrDefault(settled.get(next), List.of())) {
        if (openCounts.merge(from, -1, Integer::sum) == 0) {
          settled.add(from);
        }
      }
    }
    Set<String> left = new HashSet<>(openCounts.keySet());
    settled.forEach(left::remove);
    return left;
  }

  private Broken cycle(String start, Set<String> onCycles) {
    Map<String, Link> path = new LinkedHashMap<>();
    String at = start;
    while (!path.containsKey(at)) {
      Link link = firstLink(at, onCycles);
      path.put(at, link);
      at = link.to;
    }
    List<String> ids = new ArrayList<>(path.keySet());
    List<String> circle = new ArrayList<>(ids.subList(ids.indexOf(at), ids.size()));
    circle.add(at);
    String reason = "audiences that depend on each other in a circle: ";
    Link first = Objects.requireNonNull(path.get(at));
    return new Broken(at, first.place.refused(reason + String.join(" > ", circle)));
  }

  private Link firstLink(String from, Set<String> onCycles) {
    return toAudiences.stream()
        .filter(link -> link.from.equals(from) && onCycles.contains(link.to))
        .findFirst()
        .orElseThrow();
  }
}
