package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the entries of a Contentful export ({@code entries}, fields by locale) or delivery answer
 * ({@code items}, and what they link to in {@code includes.Entry}). Whatever else such a file holds
 * is passed over. Control plane.
 */
final class ContentfulFile {
  private static final Logger LOG = LoggerFactory.getLogger(ContentfulFile.class);

  /** The most entries, of all content types, in one list. */
  private static final int ENTRY_COUNT_MAX = 100_000;

  private final LeftOut leftOut;
  private final List<ContentfulEntry> entries = new ArrayList<>();
  private int unpublishedCount;

  private ContentfulFile(LeftOut leftOut) {
    this.leftOut = leftOut;
  }

  static boolean isExport(ConfigurationValue root) {
    return !root.member("entries").isAbsent();
  }

  static boolean isDelivery(ConfigurationValue root) {
    return !root.member("items").isAbsent();
  }

  /**
   * The audiences and experiences of either form.
   *
   * @throws ConfigurationException if the file has not the form
   */
  static List<ContentfulEntry> entries(ConfigurationValue root, LeftOut leftOut) {
    ContentfulFile file = new ContentfulFile(leftOut);
    if (isExport(root)) {
      file.addAll(root.member("entries"), true);
    } else {
      ConfigurationValue includes = root.member("includes");
      file.addAll(root.member("items"), false);
      file.addAll(includes.isAbsent() ? includes : includes.member("Entry"), false);
    }
    if (file.unpublishedCount > 0) {
      LOG.info("{}: {} never published, left out", root.file(), file.unpublishedCount);
    }
    return file.entries;
  }

  private void addAll(ConfigurationValue list, boolean isExport) {
    if (list.kind() == JsonTape.ARRAY && list.count() > ENTRY_COUNT_MAX) {
      throw list.refused("found " + list.count() + " entries, expected at most " + ENTRY_COUNT_MAX);
    }
    for (ConfigurationValue entry : list.optionalElements()) {
      try {
        add(entry, isExport);
      } catch (ConfigurationException notUnderstood) {
        leftOut.add("entry " + entry.pointer(), notUnderstood);
      }
    }
  }

  private void add(ConfigurationValue entry, boolean isExport) {
    ContentfulEntry.Kind kind = ContentfulEntry.Kind.of(entry);
    if (kind == null) {
      return;
    }
    if (isExport && entry.member("sys").member("publishedVersion").isAbsent()) {
      unpublishedCount++;
    } else {
      ContentfulEntry known = new ContentfulEntry(entry, kind, isExport);
      known.entryId(); // or it is refused here
      entries.add(known);
    }
  }
}
