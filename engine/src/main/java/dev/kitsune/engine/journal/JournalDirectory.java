package dev.kitsune.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A data directory, claimed by this process: its files and its manifest. Everything that the engine
 * keeps on disk stands in it, and nothing else should. Control plane.
 */
public final class JournalDirectory implements Closeable {
  private final JournalFiles files;
  private final Manifest manifest;
  private final Closeable claim;

  private JournalDirectory(JournalFiles files, Manifest manifest, Closeable claim) {
    this.files = files;
    this.manifest = manifest;
    this.claim = claim;
  }

  /**
   * Claims a directory; makes it where there is none.
   *
   * @param entropy for a new directory's secret: one that nobody can guess
   * @throws DirectoryInUseException if another process has it
   * @throws JournalDamage if its manifest is not as written, or missing beside other files
   * @throws IOException if it cannot be read or written
   */
  public static JournalDirectory open(Path directory, LongSupplier entropy) throws IOException {
    Files.createDirectories(directory, forOwnerOnly());
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      return open(new DirectoryFiles(directory), entropy, lock);
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /**
   * The same on any files.
   *
   * @param claim closed with the directory
   */
  static JournalDirectory open(JournalFiles files, LongSupplier entropy, Closeable claim)
      throws IOException {
    return new JournalDirectory(files, manifest(files, entropy), claim);
  }

  public Manifest manifest() {
    return manifest;
  }

  JournalFiles files() {
    return files;
  }

  /** Gives the claim up. Idempotent. */
  @Override
  public void close() throws IOException {
    claim.close();
  }

  /** Where this is, for messages. */
  @Override
  public String toString() {
    return files.toString();
  }

  private static Manifest manifest(JournalFiles files, LongSupplier entropy) throws IOException {
    List<String> names = files.names();
    if (names.contains(Manifest.NAME)) {
      return Manifest.read(files);
    }
    for (String name : names) {
      if (SegmentLayout.isName(name) || SnapshotLayout.isName(name)) {
        throw new JournalDamage(Manifest.NAME, 0, "the file is missing, but " + name + " is there");
      }
    }
    Manifest drawn = Manifest.draw(entropy);
    drawn.write(files);
    return drawn;
  }

  private static FileAttribute<?>[] forOwnerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
