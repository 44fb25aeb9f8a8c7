package dev.kitsune.server.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kitsune export}: fetches all profiles of a running server. Control plane. */
@Command(
    name = "kitsune export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Exports the profiles of a running server on this machine, one JSON object a line,"
            + " as import takes them.")
public final class ExportCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int HTTP_OK = 200;
  private static final int BUFFER_LENGTH = 64 * 1_024;

  private final PrintStream out;
  private final PrintWriter err;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the profiles go; appears when it is whole (default: standard output).")
  private @Nullable Path file;

  /**
   * @param out takes the profiles where no file does
   */
  public ExportCommand(PrintStream out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    HttpResponse<InputStream> response;
    try {
      response = server.client().export();
    } catch (IOException e) {
      return fail(server.unreachable(e));
    }
    try (InputStream lines = response.body()) {
      if (response.statusCode() != HTTP_OK) {
        return fail(AdminClient.message(lines.readAllBytes()));
      }
      return file == null ? copyToOutput(lines) : copyToFile(lines, file);
    } catch (IOException e) {
      return fail("the export ended before its end: " + e.getMessage());
    }
  }

  private int copyToOutput(InputStream lines) throws IOException {
    int exitCode = copy(lines, out);
    if (out.checkError()) {
      throw new IOException("standard output takes no more");
    }
    return exitCode;
  }

  private int copyToFile(InputStream lines, Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (OutputStream partOut = Files.newOutputStream(part)) {
      copy(lines, partOut);
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    return 0;
  }

  private int copy(InputStream lines, OutputStream target) throws IOException {
    Progress progress = Progress.to(err);
    byte[] buffer = new byte[BUFFER_LENGTH];
    long lineCount = 0;
    for (int length = lines.read(buffer); length >= 0; length = lines.read(buffer)) {
      target.write(buffer, 0, length);
      for (int i = 0; i < length; i++) {
        lineCount += buffer[i] == '\n' ? 1 : 0;
      }
      progress.say("profiles exported:", lineCount, -1);
    }
    target.flush();
    progress.end("profiles exported:", lineCount);
    return 0;
  }

  private int fail(String message) {
    err.println("kitsune export: " + message);
    err.flush();
    return FAILED;
  }
}
