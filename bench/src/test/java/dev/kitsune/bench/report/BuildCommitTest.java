package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCommitTest {
  @TempDir Path checkout = Path.of("");

  @Test
  void theBuildWritesItBesideTheClasses() throws IOException {
    assertNotNull(BuildCommit.class.getResource(BuildCommit.FILE));
    String commit = BuildCommit.read();
    assertTrue(commit.matches("unknown|[0-9a-f]{12,}( and local changes)?"), commit);
    assertEquals(commit, MachineReader.read().commit());
  }

  @Test
  void isUnknownWhereNoRepositoryIs() throws IOException {
    assertEquals("unknown", BuildCommit.of(checkout));
  }

  @Test
  void isTheCommitAndWhetherAnythingDiffers() throws Exception {
    commit();
    String clean = BuildCommit.of(checkout);
    assertTrue(clean.matches("[0-9a-f]{12}"), clean);
    Files.writeString(checkout.resolve("file"), "changed");
    assertEquals(clean + " and local changes", BuildCommit.of(checkout));
  }

  @Test
  void isUnknownInsideOfAnotherRepository() throws Exception {
    commit();
    assertEquals("unknown", BuildCommit.of(Files.createDirectory(checkout.resolve("unpacked"))));
  }

  @Test
  void writesWhereTheClassReadsIt() throws IOException {
    Path classes = checkout.resolve("classes");
    BuildCommit.main(new String[] {checkout.toString(), classes.toString()});
    Path file = classes.resolve("dev/kitsune/bench/report").resolve(BuildCommit.FILE);
    assertEquals("unknown", Files.readString(file));
  }

  private void commit() throws Exception {
    assumeTrue(git("init", "-q"), "git is there");
    Files.writeString(checkout.resolve("file"), "text");
    assertTrue(git("add", "file"));
    assertTrue(git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "first"));
  }

  private boolean git(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException noGit) {
      return false;
    }
  }
}
