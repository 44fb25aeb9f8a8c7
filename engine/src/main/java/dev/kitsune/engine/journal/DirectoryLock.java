package dev.kitsune.engine.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The claim of one engine on a data directory: a lock of the operating system on the file {@value
 * #NAME}, gone with the process however it ends. What stands in the file is for messages only.
 *
 * <p>The system gives a process's lock up when the process closes any channel to the file, be it
 * one that never held the lock. So a directory that this process has is refused before the file is
 * opened, and a channel that met the lock of another copy of this class stays open.
 */
final class DirectoryLock implements Closeable {
  static final String NAME = "LOCK";
  private static final int LENGTH_MAX = 256;

  /* By the directory's real path: those that engines of this process have. */
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();
  /* Of directories that another copy of this class had in this process. */
  private static final Map<Path, FileChannel> UNCLOSED = new ConcurrentHashMap<>();

  private final FileChannel channel;
  private final Path claimed;

  private DirectoryLock(FileChannel channel, Path claimed) {
    this.channel = channel;
    this.claimed = claimed;
  }

  /**
   * Claims a directory.
   *
   * @throws DirectoryInUseException if another process, or another engine of this one, has it
   */
  static DirectoryLock take(Path directory) throws IOException {
    Path claimed = directory.toRealPath();
    if (!CLAIMED.add(claimed)) {
      throw new DirectoryInUseException(directory, self());
    }
    try {
      return take(directory, claimed);
    } catch (IOException | RuntimeException | Error e) {
      CLAIMED.remove(claimed);
      throw e;
    }
  }

  private static DirectoryLock take(Path directory, Path claimed) throws IOException {
    FileChannel kept = UNCLOSED.remove(claimed);
    FileChannel channel =
        kept == null ? FileChannel.open(directory.resolve(NAME), CREATE, READ, WRITE) : kept;
    try {
      if (channel.tryLock() == null) {
        throw new DirectoryInUseException(directory, owner(channel));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(self().getBytes(StandardCharsets.UTF_8)), 0);
      return new DirectoryLock(channel, claimed);
    } catch (OverlappingFileLockException ofAnotherCopy) {
      UNCLOSED.put(claimed, channel);
      throw new DirectoryInUseException(directory, self());
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      CLAIMED.remove(claimed);
    }
  }

  private static String self() {
    return "process " + ProcessHandle.current().pid();
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LENGTH_MAX);
    channel.read(text, 0);
    String owner = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    return owner.isEmpty() ? "another process" : owner;
  }
}
