package dev.kitsune.engine.catalog;

import dev.kitsune.engine.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A configuration file as it was at a moment, to tell whether it changed. What cannot be read has a
 * state, too, so that it is seen to become readable. Control plane.
 *
 * @param checksum of the content; of a file too long to be read, of nothing
 */
record FileState(String path, long length, long checksum, String fault) {
  private static final int BUFFER_LENGTH = 64 * 1024;

  /** All files of a directory's environments, in their order. */
  static List<FileState> of(Path configDirectory) {
    List<FileState> states = new ArrayList<>();
    try {
      for (EnvironmentFolder folder : EnvironmentFolder.list(configDirectory)) {
        folder.files().forEach(file -> states.add(ofFile(file)));
      }
    } catch (ConfigurationException notListed) {
      states.add(new FileState(notListed.file(), 0, 0, notListed.reason()));
    }
    return states;
  }

  private static FileState ofFile(Path file) {
    try {
      long length = Files.size(file);
      boolean isRead = length <= EnvironmentReader.FILE_LENGTH_MAX && Files.isRegularFile(file);
      return new FileState(file.toString(), length, isRead ? checksum(file) : 0, "");
    } catch (IOException e) {
      return new FileState(file.toString(), 0, 0, e.toString());
    }
  }

  private static long checksum(Path file) throws IOException {
    CRC32C checksum = new CRC32C();
    byte[] buffer = new byte[BUFFER_LENGTH];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        checksum.update(buffer, 0, length);
      }
    }
    return checksum.getValue();
  }
}
