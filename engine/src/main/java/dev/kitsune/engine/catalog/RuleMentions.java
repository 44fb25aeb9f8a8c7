package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the rules of an audience name other audiences and experiences. Control plane.
 *
 * @param audiences the ids, where rules ask for membership
 * @param experiences the ids, where rules ask for exposures
 */
record RuleMentions(List<ConfigurationValue> audiences, List<ConfigurationValue> experiences) {
  static RuleMentions of(ConfigurationValue rules) {
    RuleMentions mentions = new RuleMentions(new ArrayList<>(), new ArrayList<>());
    mentions.addAll(rules);
    return mentions;
  }

  private void addAll(ConfigurationValue node) {
    ConfigurationValue type = node.member("type");
    switch (type.isText() ? type.text() : "") {
      case "audience" -> audiences.add(node.member("value"));
      case "experienceSeen" -> experiences.add(node.member("value"));
      default -> {}
    }
    for (String group : List.of("any", "all")) {
      node.member(group).optionalElements().forEach(this::addAll);
    }
    if (!node.member("not").isAbsent()) {
      addAll(node.member("not"));
    }
  }
}
