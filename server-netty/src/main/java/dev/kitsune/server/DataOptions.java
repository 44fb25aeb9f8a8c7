package dev.kitsune.server;

import dev.kitsune.engine.error.DataDirectoryException;
import dev.kitsune.engine.journal.Durability;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code --data} and {@code --durability} say together. Control plane. */
final class DataOptions {
  private DataOptions() {}

  /** Why the two cannot be had together; null if they can. */
  static @Nullable String refusal(@Nullable Path directory, @Nullable String level) {
    if (level == null) {
      return null;
    }
    Durability asked = find(level);
    if (asked == null) {
      return "--durability must be none, os, everysec or fsync: " + level;
    }
    if (directory == null && asked != Durability.NONE) {
      return "--durability " + level + " needs --data DIR";
    }
    return directory != null && asked == Durability.NONE
        ? "--durability none keeps nothing in " + directory + "; leave one of the two out"
        : null;
  }

  /** The level for a data directory. */
  static Durability level(@Nullable String level) {
    Durability asked = level == null ? null : find(level);
    return asked == null ? Durability.OS : asked;
  }

  /** Where profiles are kept, for people. */
  static String describe(@Nullable Path directory, @Nullable String level) {
    return directory == null
        ? "in memory only"
        : "in " + directory + ", durability " + name(level(level));
  }

  /** What is wrong with the directory; the file system's own messages may be a bare path. */
  static String message(DataDirectoryException refused) {
    String message = String.valueOf(refused.getMessage());
    if (refused.getCause() instanceof FileSystemException cause && cause.getReason() == null) {
      return message + ": " + reason(cause);
    }
    return message;
  }

  private static String reason(FileSystemException cause) {
    if (cause instanceof FileAlreadyExistsException) {
      return "is no directory";
    }
    return cause instanceof AccessDeniedException
        ? "access denied"
        : cause.getClass().getSimpleName();
  }

  private static @Nullable Durability find(String text) {
    for (Durability level : Durability.values()) {
      if (name(level).equals(text)) {
        return level;
      }
    }
    return null;
  }

  private static String name(Durability level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
