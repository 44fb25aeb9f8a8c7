package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFilesTest {
  private static final int LENGTH = 3 * 4_096;

  private final Path directory;
  private final DirectoryFiles files;

  DirectoryFilesTest(@TempDir Path directory) {
    this.directory = directory;
    files = new DirectoryFiles(directory);
  }

  @Test
  void whatStoodInMemoryIsInTheFileAfterTheMemoryWasClosedForced() throws IOException {
    byte[] expected = new byte[LENGTH];
    JournalMapping mapping = map("a");
    for (int at : new int[] {0, 4_095, 4_096, LENGTH - 1}) {
      expected[at] = 7;
      mapping.bytes().put(at, (byte) 7);
    }

    mapping.closeForced();

    assertArrayEquals(expected, Files.readAllBytes(directory.resolve("a")));
  }

  @Test
  void memoryMayBeClosedOnceMoreHoweverItWasClosed() throws IOException {
    JournalMapping forced = map("a");
    forced.closeForced();
    JournalMapping closed = map("b");
    closed.close();

    forced.close();
    closed.close();

    assertEquals(List.of("a", "b"), files.names());
  }

  @Test
  void memoryThatWasClosedCannotBeForced() throws IOException {
    JournalMapping mapping = map("a");
    mapping.close();

    assertThrows(ClosedChannelException.class, mapping::closeForced);
  }

  @Test
  void memoryOfAFileThatGotAnotherNameIsForced() throws IOException {
    JournalMapping mapping = map("a");
    files.rename("a", "b");
    mapping.bytes().put(1, (byte) 5);

    mapping.closeForced();

    assertEquals(5, Files.readAllBytes(directory.resolve("b"))[1]);
  }

  @Test
  void aFileOfATakenNameIsRefusedAndOneThatIsNotThereToo() throws IOException {
    map("a").close();

    assertThrows(FileAlreadyExistsException.class, () -> files.create("a").close());
    assertThrows(NoSuchFileException.class, () -> files.open("b").close());
  }

  @Test
  void aReadBehindTheEndSaysWhereTheFileEnds() throws IOException {
    try (JournalFile file = files.create("a")) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 0);

      ByteBuffer whole = ByteBuffer.allocate(4);
      file.read(whole, 0);
      assertArrayEquals(new byte[] {1, 2, 3, 4}, whole.array());
      EOFException end =
          assertThrows(EOFException.class, () -> file.read(ByteBuffer.allocate(5), 0));
      assertEquals("file ends at byte 4", end.getMessage());
    }
  }

  @Test
  void whatIsOpenedToBeReadOnlyCanBeReadOnly() throws IOException {
    map("a").close();
    DirectoryFiles readOnly = DirectoryFiles.readOnly(directory);
    assertThrows(IOException.class, () -> readOnly.create("b").close());
    assertThrows(IOException.class, () -> readOnly.rename("a", "b"));
    assertThrows(IOException.class, () -> readOnly.delete("a"));
    assertEquals(List.of("a"), readOnly.names());
    try (JournalFile file = readOnly.open("a");
        JournalMapping mapping = file.map()) {
      assertThrows(NonWritableChannelException.class, () -> file.write(ByteBuffer.allocate(1), 0));
      assertTrue(mapping.bytes().isReadOnly());
      assertEquals(ByteOrder.LITTLE_ENDIAN, mapping.bytes().order());
      assertEquals(LENGTH, mapping.bytes().capacity());
    }
  }

  @Test
  void whatIsMadeIsForItsOwnerAlone() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path made = directory.resolve("new/data");
    JournalDirectory.open(made, new SplittableRandom(1)::nextLong).close();

    assertEquals("rwx------", permissions(made));
    assertEquals("rwx------", permissions(directory.resolve("new")));
    assertEquals("rw-------", permissions(made.resolve(Manifest.NAME)));
    assertEquals("rw-------", permissions(made.resolve(Manifest.COPY)));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private JournalMapping map(String name) throws IOException {
    try (JournalFile file = files.create(name)) {
      file.write(ByteBuffer.allocate(LENGTH), 0);
      return file.map();
    }
  }
}
