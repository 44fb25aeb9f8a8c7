package dev.kitsune.server;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/** The process: {@code java -jar ... [serve] OPTIONS}. */
public final class ServerMain {
  private ServerMain() {}

  /** Serves until told to stop; exits with 0 then, 1 where it cannot start, 2 on wrong usage. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  /** Runs the command line; returns the exit code. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    boolean named = args.length > 0 && args[0].equals("serve");
    return new CommandLine(new ServeCommand(out, err))
        .setOut(out)
        .setErr(err)
        .execute(named ? Arrays.copyOfRange(args, 1, args.length) : args);
  }
}
