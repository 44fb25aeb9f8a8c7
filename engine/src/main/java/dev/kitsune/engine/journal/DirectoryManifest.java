package dev.kitsune.engine.journal;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which manifest a directory has, from {@value Manifest#NAME}, its copy, and what else is
 * there. Control plane.
 */
final class DirectoryManifest {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryManifest.class);

  private final JournalFiles files;
  private final List<String> names;

  DirectoryManifest(JournalFiles files) throws IOException {
    this.files = files;
    names = files.names();
  }

  /**
   * The manifest of a directory that an engine opens; makes one where there is nothing yet, and the
   * copy where it is not whole.
   *
   * @param entropy for a new directory's secret
   * @throws JournalDamage if it is not as written, or anything is there that cannot be without it
   */
  Manifest open(LongSupplier entropy) throws IOException {
    if (names.stream().noneMatch(DirectoryManifest::isOfJournal)) {
      Manifest drawn = Manifest.draw(entropy);
      drawn.write(files);
      return drawn;
    }
    Manifest manifest = read();
    if (!manifest.equals(copy(manifest))) {
      LOG.info("{}: writing {} anew", files, Manifest.COPY);
      manifest.writeCopy(files);
    }
    return manifest;
  }

  /**
   * The manifest of a directory that is only looked into.
   *
   * @throws JournalDamage if it is not as written
   */
  Manifest read() throws IOException {
    if (!names.contains(Manifest.NAME)) {
      throw new JournalDamage(Manifest.NAME, 0, "the file is missing" + remedy());
    }
    Manifest manifest;
    try {
      manifest = Manifest.read(files);
    } catch (JournalDamage damage) {
      throw new JournalDamage(Manifest.NAME, 0, reason(damage) + remedy());
    }
    copy(manifest);
    requireBegun(manifest);
    return manifest;
  }

  /**
   * The manifest of a directory that is repaired; made anew of the copy where it is not whole.
   *
   * @throws JournalDamage if the copy is not whole either, or both are and differ
   */
  Manifest repair() throws IOException {
    Manifest known = wholeOrNull(Manifest.NAME);
    if (known == null) {
      known = wholeOrNull(Manifest.COPY);
      if (known != null) {
        known.write(files);
      }
    }
    return new DirectoryManifest(files).read(); // tells why not
  }

  /** Whether it is as written. */
  boolean isWhole() throws IOException {
    return wholeOrNull(Manifest.NAME) != null;
  }

  /** Whether only a data directory has a file of that name. */
  static boolean isOfJournal(String name) {
    return name.equals(Manifest.NAME)
        || name.equals(Manifest.COPY)
        || isOfRecords(name)
        || SetAside.isName(name);
  }

  private static boolean isOfRecords(String name) {
    return SegmentLayout.isName(name)
        || SnapshotLayout.isName(name)
        || SnapshotLayout.isRepairedName(name);
  }

  private void requireBegun(Manifest manifest) throws JournalDamage {
    if (manifest.isBegun() && names.stream().noneMatch(DirectoryManifest::isOfRecords)) {
      throw new JournalDamage(
          Manifest.NAME,
          0,
          "tells of records, and all segments and snapshots are missing; restore the directory");
    }
  }

  /* The copy; null if there is none that is whole. */
  private @Nullable Manifest copy(Manifest manifest) throws IOException {
    Manifest copy = wholeOrNull(Manifest.COPY);
    if (copy != null && !copy.isOfSame(manifest)) {
      throw new JournalDamage(
          Manifest.NAME,
          0,
          "is of another directory than " + Manifest.COPY + "; remove the one that is");
    }
    return copy;
  }

  private @Nullable Manifest wholeOrNull(String name) throws IOException {
    if (!names.contains(name)) {
      return null;
    }
    try {
      return name.equals(Manifest.NAME) ? Manifest.read(files) : Manifest.readCopy(files);
    } catch (JournalDamage damage) {
      return null;
    }
  }

  private String remedy() throws IOException {
    return wholeOrNull(Manifest.COPY) == null
        ? "; nor is there a whole "
            + Manifest.COPY
            + ": restore one of them from a backup of this directory, as without the secret in them"
            + " no profile can be found"
        : "; `./kitsune journal repair` makes it anew of " + Manifest.COPY;
  }

  private static String reason(JournalDamage damage) {
    return String.valueOf(damage.getMessage()).replaceFirst("^[^:]*: ", "");
  }
}
