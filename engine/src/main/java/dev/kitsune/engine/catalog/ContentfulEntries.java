package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.catalog.ContentfulEntry.Kind;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Contentful entries of an environment's files, by entry id, so that links lead from one file
 * to another. Control plane.
 */
final class ContentfulEntries {
  private final Map<String, ContentfulEntry> byEntryId = new LinkedHashMap<>();
  private final LeftOut leftOut;

  ContentfulEntries(LeftOut leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * Adds one. The pages of a delivery answer repeat what they link to: an equal entry counts once.
   *
   * @throws ConfigurationException with both places, if another file has the entry otherwise
   */
  void add(ContentfulEntry entry) {
    ContentfulEntry first = byEntryId.putIfAbsent(entry.entryId(), entry);
    if (first == null || first.place().json().equals(entry.place().json())) {
      return;
    }
    ConfigurationValue known = first.place();
    ConfigurationException duplicate =
        entry
            .place()
            .refused(
                "entry %s stands otherwise at %s %s"
                    .formatted(entry.entryId(), known.file(), known.pointer()));
    if (!known.file().equals(entry.place().file())) {
      throw duplicate;
    }
    leftOut.add(entry.label(), duplicate);
  }

  List<ContentfulEntry> all(Kind kind) {
    return byEntryId.values().stream().filter(entry -> entry.kind() == kind).toList();
  }

  /**
   * The audience that an experience links to; null if it is for everyone.
   *
   * @throws ConfigurationException if the audience's entry is not there
   */
  @Nullable ContentfulEntry audienceOf(ContentfulEntry experience) {
    ConfigurationValue link = experience.audienceLink();
    if (link == null) {
      return null;
    }
    ContentfulEntry audience = byEntryId.get(link.nonEmptyText());
    if (audience == null || audience.kind() != Kind.AUDIENCE) {
      throw link.expected("the id of a published audience's entry");
    }
    return audience;
  }
}
