package dev.kitsune.server.transfer;

import dev.kitsune.server.transfer.AdminClient.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kitsune import}: sends a file of profiles to a running server. Control plane. */
@Command(
    name = "kitsune import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Imports profiles, one JSON object a line, into a running server on this machine."
            + " A line imported twice is imported once.")
public final class ImportCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int LINE_LENGTH_MAX = 1_024 * 1_024;

  private final PrintWriter err;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "FILE", description = "Profiles, one JSON object a line.")
  private Path file = Path.of("");

  @Option(
      names = "--from-line",
      defaultValue = "1",
      paramLabel = "N",
      description = "The first line to import; to go on where another import ended.")
  private long fromLine;

  @Option(
      names = "--tries",
      defaultValue = "5",
      paramLabel = "N",
      description = "How often a busy server is asked, once a second (default: ${DEFAULT-VALUE}).")
  private int tryCountMax;

  public ImportCommand(PrintWriter err) {
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (fromLine < 1) {
      return fail(USAGE, "--from-line must be 1 or more: " + fromLine);
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      return fail(USAGE, file + " is no file that can be read");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return importAll(in, Files.size(file));
    } catch (IOException e) {
      return fail(FAILED, file + ": " + e.getMessage());
    }
  }

  private int importAll(InputStream in, long length) throws IOException, InterruptedException {
    AdminClient client = server.client();
    Progress progress = Progress.to(err);
    LineChunks chunks = new LineChunks(in, LINE_LENGTH_MAX);
    long imported = 0;
    while (chunks.next()) {
      long first = Math.max(fromLine, chunks.firstLine());
      if (first >= chunks.nextLine()) {
        continue;
      }
      String refusal = send(client, chunks.bytesFrom(first), first);
      if (refusal != null) {
        err.println();
        return fail(FAILED, refusal + "; when that is mended, go on with --from-line " + first);
      }
      imported += chunks.nextLine() - first;
      progress.say("lines imported:", imported, (double) chunks.offset() / length);
    }
    progress.end("lines imported:", imported);
    return 0;
  }

  private @Nullable String send(AdminClient client, byte[] lines, long firstLine)
      throws InterruptedException {
    try {
      Reply reply = client.importLines(lines, firstLine);
      for (int i = 1; i < tryCountMax && reply.isRetryable(); i++) {
        TimeUnit.SECONDS.sleep(1);
        reply = client.importLines(lines, firstLine);
      }
      return reply.isOk() ? null : reply.message();
    } catch (IOException e) {
      return server.unreachable(e);
    }
  }

  private int fail(int exitCode, String message) {
    err.println("kitsune import: " + message);
    err.flush();
    return exitCode;
  }
}
