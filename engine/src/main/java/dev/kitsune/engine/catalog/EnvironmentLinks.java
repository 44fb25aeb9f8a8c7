package dev.kitsune.engine.catalog;

import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.catalog.NamedSet.Named;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.experience.ExperienceDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What audiences and experiences of an environment ask of each other: an experience has its
 * audience, an audience's rules name audiences, never in a circle, and experiences. What asks for
 * something that is not there is left out, or refused if it is of the plain form; then what asks
 * for that; until nothing more goes. Control plane.
 */
final class EnvironmentLinks {
  /** How many audiences of a circle a message names. */
  private static final int CIRCLE_NAMES_MAX = 10;

  private final NamedSet<AudienceDefinition> audiences;
  private final NamedSet<ExperienceDefinition> experiences;
  private final Map<String, RuleMentions> mentions = new HashMap<>();

  private EnvironmentLinks(
      NamedSet<AudienceDefinition> audiences, NamedSet<ExperienceDefinition> experiences) {
    this.audiences = audiences;
    this.experiences = experiences;
    for (Named<AudienceDefinition> audience : audiences.all()) {
      mentions.put(audience.id(), RuleMentions.of(audience.place().member("rules")));
    }
  }

  /**
   * Leaves out what asks in vain.
   *
   * @throws ConfigurationException with the place of the link, if it is of the plain form
   */
  static void resolve(
      NamedSet<AudienceDefinition> audiences, NamedSet<ExperienceDefinition> experiences) {
    EnvironmentLinks links = new EnvironmentLinks(audiences, experiences);
    int countBefore;
    do {
      links.leaveOutDangling();
      countBefore = audiences.count();
      links.checkCircles();
    } while (audiences.count() < countBefore);
  }

  private void leaveOutDangling() {
    int countBefore;
    do {
      countBefore = audiences.count() + experiences.count();
      audiences.all().forEach(this::checkMentions);
      experiences.all().forEach(this::checkAudience);
    } while (audiences.count() + experiences.count() < countBefore);
  }

  private void checkMentions(Named<AudienceDefinition> audience) {
    RuleMentions named = mentionsOf(audience.id());
    ConfigurationException fault = missing(named.audiences(), audiences, "an audience");
    if (fault == null) {
      fault = missing(named.experiences(), experiences, "an experience");
    }
    if (fault != null) {
      audiences.leaveOut(audience, fault);
    }
  }

  private static @Nullable ConfigurationException missing(
      List<ConfigurationValue> links, NamedSet<?> targets, String what) {
    return links.stream()
        .filter(link -> !targets.contains(link.scalarText()))
        .findFirst()
        .map(link -> link.expected("the id of " + what + " of this environment"))
        .orElse(null);
  }

  /* Whatever can be decided after audiences that are, is; the rest asks for itself in the end. */
  private void checkCircles() {
    Set<String> decided = decided();
    for (Named<AudienceDefinition> audience : audiences.all()) {
      ConfigurationValue link = undecided(audience.id(), decided);
      if (link != null) {
        audiences.leaveOut(audience, link.refused(circle(audience.id(), decided)));
      }
    }
  }

  private Set<String> decided() {
    Map<String, List<String>> askers = new HashMap<>();
    Map<String, Integer> openCounts = new HashMap<>();
    List<String> decided = new ArrayList<>();
    for (Named<AudienceDefinition> audience : audiences.all()) {
      List<ConfigurationValue> links = mentionsOf(audience.id()).audiences();
      openCounts.put(audience.id(), links.size());
      for (ConfigurationValue link : links) {
        askers.computeIfAbsent(link.scalarText(), id -> new ArrayList<>()).add(audience.id());
      }
      if (links.isEmpty()) {
        decided.add(audience.id());
      }
    }
    for (int next = 0; next < decided.size(); next++) {
      for (String asker : askers.getOrDefault(decided.get(next), List.of())) {
        if (openCounts.merge(asker, -1, Integer::sum) == 0) {
          decided.add(asker);
        }
      }
    }
    return new HashSet<>(decided);
  }

  private @Nullable ConfigurationValue undecided(String audienceId, Set<String> decided) {
    return mentionsOf(audienceId).audiences().stream()
        .filter(link -> !decided.contains(link.scalarText()))
        .findFirst()
        .orElse(null);
  }

  private String circle(String start, Set<String> decided) {
    Set<String> way = new LinkedHashSet<>();
    String at = start;
    while (way.add(at)) {
      ConfigurationValue link = undecided(at, decided);
      at = link == null ? at : link.scalarText();
    }
    return "audiences that depend on each other in a circle: " + named(List.copyOf(way), at);
  }

  private static String named(List<String> way, String end) {
    List<String> ids = new ArrayList<>(way.subList(0, Math.min(way.size(), CIRCLE_NAMES_MAX)));
    if (way.size() > CIRCLE_NAMES_MAX) {
      ids.add("(" + (way.size() - CIRCLE_NAMES_MAX) + " more)");
    }
    ids.add(end);
    return String.join(" > ", ids);
  }

  private void checkAudience(Named<ExperienceDefinition> experience) {
    String audienceId = experience.definition().audienceId();
    ConfigurationValue link = experience.place().member("audience");
    if (audienceId == null) {
      return;
    }
    if (experience.label() == null) {
      if (!audiences.contains(audienceId)) {
        throw link.expected("the id of an audience of this environment");
      }
    } else if (!audiences.isFrom(audienceId, link)) {
      experiences.leaveOut(
          experience, experience.place().refused("its audience " + link.found() + " is left out"));
    }
  }

  private RuleMentions mentionsOf(String audienceId) {
    return mentions.getOrDefault(audienceId, new RuleMentions(List.of(), List.of()));
  }
}
