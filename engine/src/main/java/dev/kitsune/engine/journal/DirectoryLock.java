package dev.kitsune.engine.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The claim of one process on a data directory: a lock of the operating system on the file {@value
 * #NAME}, gone with the process however it ends. What stands in the file is for messages only.
 */
final class DirectoryLock implements Closeable {
  static final String NAME = "LOCK";
  private static final int LENGTH_MAX = 256;

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Claims a directory.
   *
   * @throws DirectoryInUseException if another process, or another engine of this one, has it
   */
  static DirectoryLock take(Path directory) throws IOException {
    FileChannel channel = FileChannel.open(directory.resolve(NAME), CREATE, READ, WRITE);
    try {
      if (lock(channel) == null) {
        throw new DirectoryInUseException(directory, owner(channel));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              ("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
          0);
      return new DirectoryLock(channel);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ofThisProcess) {
      return null;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LENGTH_MAX);
    channel.read(text, 0);
    String owner = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    return owner.isEmpty() ? "another process" : owner;
  }
}
