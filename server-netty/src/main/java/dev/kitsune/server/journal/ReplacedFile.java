package dev.kitsune.server.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written aside and takes its name when it is whole, so that the one before stays
 * where that fails. Control plane.
 */
final class ReplacedFile {
  private static final String UNFINISHED = ".unfinished";

  /** What is written. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private ReplacedFile() {}

  /** Writes a file; what is there and no regular file, as a pipe, is written to as it is. */
  static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (OutputStream out = Files.newOutputStream(file)) {
        content.writeTo(out);
      }
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
    try {
      writeForced(unfinished, content);
      Files.move(unfinished, target, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void writeForced(Path file, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      content.writeTo(out);
      channel.force(true);
    }
  }
}
