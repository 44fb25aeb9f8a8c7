package dev.kitsune.server;

import dev.kitsune.server.journal.JournalCommand;
import dev.kitsune.server.transfer.ExportCommand;
import dev.kitsune.server.transfer.ImportCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;

/** The process: {@code java -jar ... [serve|import|export|journal] OPTIONS}. */
public final class ServerMain {
  private static final Set<String> COMMANDS = Set.of("serve", "import", "export", "journal");

  private ServerMain() {}

  /**
   * Serves until told to stop, or moves profiles; exits with 0 then, 1 where it cannot start, 2 on
   * wrong usage.
   */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  /** Runs the command line; returns the exit code. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    String name = args.length > 0 ? args[0] : "";
    boolean named = COMMANDS.contains(name);
    Object command =
        switch (name) {
          case "import" -> new ImportCommand(err);
          case "export" -> new ExportCommand(System.out, err);
          case "journal" -> new JournalCommand(System.out, err);
          default -> new ServeCommand(out, err);
        };
    return new CommandLine(command)
        .setOut(out)
        .setErr(err)
        .execute(named ? Arrays.copyOfRange(args, 1, args.length) : args);
  }
}
