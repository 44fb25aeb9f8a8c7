package dev.kitsune.engine.journal;

import java.io.IOException;
import java.util.List;

/**
 * One directory as the journal sees it. What the journal does to a disk goes through this and
 * {@link JournalFile}, so that a test's disk can lose what was not forced and fail any call. Safe
 * for any thread.
 */
public interface JournalFiles {
  /** The names of all files, in no order. */
  List<String> names() throws IOException;

  /** Makes an empty file; one of that name is an error. */
  JournalFile create(String name) throws IOException;

  /** Opens a file that is there, to be read and written. */
  JournalFile open(String name) throws IOException;

  /** Gives a file another name; one that has it is replaced, whole. */
  void rename(String from, String to) throws IOException;

  /** Removes a file; one that is open stays usable to who has it open. */
  void delete(String name) throws IOException;

  /** Returns when names made, changed and removed so far survive a power failure. */
  void force() throws IOException;

  /** Where this is, for messages. */
  @Override
  String toString();
}
