package dev.kitsune.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A data directory, claimed by this process: its files and its manifest. Everything that the engine
 * keeps on disk stands in it, and nothing else should. Control plane.
 */
public final class JournalDirectory implements Closeable {
  private final JournalFiles files;
  private Manifest manifest;
  private final boolean isManifestNew;
  private final @Nullable Closeable claim;

  private JournalDirectory(
      JournalFiles files, Manifest manifest, boolean isManifestNew, @Nullable Closeable claim) {
    this.files = files;
    this.manifest = manifest;
    this.isManifestNew = isManifestNew;
    this.claim = claim;
  }

  /**
   * Claims a directory; makes it where there is none.
   *
   * @param entropy for a new directory's secret: one that nobody can guess
   * @throws DirectoryInUseException if another process has it
   * @throws JournalDamage if its manifest is not as written, or anything is missing beside it
   * @throws IOException if it cannot be read or written
   */
  public static JournalDirectory open(Path directory, LongSupplier entropy) throws IOException {
    make(directory.toAbsolutePath());
    DirectoryLock lock = DirectoryLock.take(directory);
    return open(lock, () -> open(new DirectoryFiles(directory), entropy, lock));
  }

  /**
   * Claims a directory that {@link JournalInspection#repair} is to mend; makes its manifest anew
   * where that is not whole.
   *
   * @throws DirectoryInUseException if another process has it
   * @throws JournalDamage if the manifest's copy is not whole either
   * @throws IOException if it cannot be read or written
   */
  public static JournalDirectory openToRepair(Path directory) throws IOException {
    DirectoryLock lock = DirectoryLock.take(directory);
    return open(lock, () -> openToRepair(new DirectoryFiles(directory), lock));
  }

  /**
   * Opens a directory to look into it; changes nothing, and needs no right to. Claims it where that
   * can be done, as {@link #isClaimed} tells.
   *
   * @throws DirectoryInUseException if another process has it
   * @throws JournalDamage if its manifest is not as written
   * @throws IOException if it cannot be read
   */
  public static JournalDirectory openToRead(Path directory) throws IOException {
    JournalFiles files = DirectoryFiles.readOnly(directory);
    DirectoryLock lock = lockIfPossible(directory);
    return open(
        () -> close(lock),
        () -> new JournalDirectory(files, new DirectoryManifest(files).read(), false, lock));
  }

  /** Whether it is a directory in which a journal was kept, however little of it is left. */
  public static boolean isOne(Path directory) throws IOException {
    return Files.isDirectory(directory)
        && new DirectoryFiles(directory).names().stream().anyMatch(DirectoryManifest::isOfJournal);
  }

  /**
   * The same as {@link #open(Path, LongSupplier)} on any files.
   *
   * @param claim closed with the directory
   */
  static JournalDirectory open(JournalFiles files, LongSupplier entropy, Closeable claim)
      throws IOException {
    return new JournalDirectory(files, new DirectoryManifest(files).open(entropy), false, claim);
  }

  static JournalDirectory openToRepair(JournalFiles files, Closeable claim) throws IOException {
    DirectoryManifest manifest = new DirectoryManifest(files);
    boolean isWhole = manifest.isWhole();
    return new JournalDirectory(files, manifest.repair(), !isWhole, claim);
  }

  public Manifest manifest() {
    return manifest;
  }

  JournalFiles files() {
    return files;
  }

  /** Whether the manifest was made anew of its copy for a repair. */
  boolean isManifestNew() {
    return isManifestNew;
  }

  /** Notes that a first segment is there; before the directory is used by several threads. */
  void noteBegun() throws IOException {
    if (!manifest.isBegun()) {
      manifest = manifest.begun();
      manifest.write(files);
    }
  }

  /** Whether no other process can open it meanwhile; else it was opened to be read only. */
  public boolean isClaimed() {
    return claim != null;
  }

  /** Gives the claim up. Idempotent. */
  @Override
  public void close() throws IOException {
    close(claim);
  }

  /** Where this is, for messages. */
  @Override
  public String toString() {
    return files.toString();
  }

  private static void close(@Nullable Closeable claim) throws IOException {
    if (claim != null) {
      claim.close();
    }
  }

  /* Null where there is nothing to lock, as in a copy, or it cannot be written to. */
  private static @Nullable DirectoryLock lockIfPossible(Path directory) throws IOException {
    if (Files.notExists(directory.resolve(DirectoryLock.NAME))) {
      return null;
    }
    try {
      return DirectoryLock.take(directory);
    } catch (DirectoryInUseException used) {
      throw used;
    } catch (IOException readOnly) {
      return null;
    }
  }

  /** Opens what a claim is on. */
  private interface Opening {
    JournalDirectory open() throws IOException;
  }

  private static JournalDirectory open(Closeable claim, Opening opening) throws IOException {
    try {
      return opening.open();
    } catch (IOException | RuntimeException | Error e) {
      claim.close();
      throw e;
    }
  }

  /* A new directory's name is in its parent, which has to survive a power failure, too. */
  private static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      make(parent);
    }
    Files.createDirectories(directory, forOwnerOnly(directory));
    if (parent != null) {
      force(parent);
    }
  }

  private static void force(Path parent) throws IOException {
    try {
      new DirectoryFiles(parent).force();
    } catch (AccessDeniedException unreadable) {
      // one may make names in a directory that one may not read; then this cannot be had
    }
  }

  private static FileAttribute<?>[] forOwnerOnly(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
