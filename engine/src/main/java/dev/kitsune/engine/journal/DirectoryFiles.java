package dev.kitsune.engine.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A real directory. Control plane but for the memory that it maps. */
public final class DirectoryFiles implements JournalFiles {
  private final Path directory;
  private final boolean isReadOnly;

  /** A directory that is there. */
  public DirectoryFiles(Path directory) {
    this(directory, false);
  }

  private DirectoryFiles(Path directory, boolean isReadOnly) {
    this.directory = directory;
    this.isReadOnly = isReadOnly;
  }

  /** A directory that is there, of which files are opened to be read only, and none is changed. */
  static DirectoryFiles readOnly(Path directory) {
    return new DirectoryFiles(directory, true);
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  @Override
  public JournalFile create(String name) throws IOException {
    requireWritable();
    Path path = directory.resolve(name);
    Set<OpenOption> options = Set.of(CREATE_NEW, READ, WRITE);
    return new OpenFile(path, FileChannel.open(path, options, forOwnerOnly()), false);
  }

  @Override
  public JournalFile open(String name) throws IOException {
    Path path = directory.resolve(name);
    return new OpenFile(path, FileChannel.open(path, options(isReadOnly)), isReadOnly);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    requireWritable();
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    requireWritable();
    Files.delete(directory.resolve(name));
  }

  @Override
  public void force() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  private void requireWritable() throws IOException {
    if (isReadOnly) {
      throw new IOException(directory + " was opened to be read only");
    }
  }

  private static Set<OpenOption> options(boolean isReadOnly) {
    return isReadOnly ? Set.of(READ) : Set.of(READ, WRITE);
  }

  /* Files hold what was told of people, and the secret that their keys are hashed with. */
  private FileAttribute<?>[] forOwnerOnly() {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static final class OpenFile implements JournalFile {
    private final Path path;
    private final FileChannel channel;
    private final boolean isReadOnly;

    OpenFile(Path path, FileChannel channel, boolean isReadOnly) {
      this.path = path;
      this.channel = channel;
      this.isReadOnly = isReadOnly;
    }

    @Override
    public long length() throws IOException {
      return channel.size();
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
      long at = offset;
      while (source.hasRemaining()) {
        at += channel.write(source, at);
      }
    }

    @Override
    public void read(ByteBuffer target, long offset) throws IOException {
      long at = offset;
      while (target.hasRemaining()) {
        int count = channel.read(target, at);
        if (count < 0) {
          throw new EOFException("file ends at byte " + channel.size());
        }
        at += count;
      }
    }

    @Override
    public JournalMapping map() throws IOException {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new IOException("too long to be mapped: " + channel.size() + " bytes");
      }
      FileChannel own = FileChannel.open(path, options(isReadOnly)); // closed after this one
      try {
        MapMode mode = isReadOnly ? MapMode.READ_ONLY : MapMode.READ_WRITE;
        return new Mapping(own, own.map(mode, 0, own.size()));
      } catch (IOException | RuntimeException | Error failed) {
        own.close();
        throw failed;
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class Mapping implements JournalMapping {
    private final FileChannel channel;
    private final MappedByteBuffer bytes;
    private boolean isFree;

    Mapping(FileChannel channel, MappedByteBuffer bytes) {
      this.channel = channel;
      this.bytes = bytes;
      bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public ByteBuffer bytes() {
      return bytes;
    }

    @Override
    public void force(int offset, int length) throws IOException {
      try {
        bytes.force(offset, length);
      } catch (UncheckedIOException failed) {
        throw failed.getCause();
      }
    }

    @Override
    public void closeForced() throws IOException {
      try (channel) {
        free();
        channel.force(false);
      }
    }

    @Override
    public void close() {
      try (channel) {
        free();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private synchronized void free() {
      if (!isFree) {
        isFree = true;
        MappedMemory.free(bytes);
      }
    }
  }
}
