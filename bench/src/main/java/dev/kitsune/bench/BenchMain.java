package dev.kitsune.bench;

import dev.kitsune.bench.audience.AudiencesCommand;
import dev.kitsune.bench.journal.JournalCommand;
import dev.kitsune.bench.report.ReportCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The process: {@code java -jar kitsune-bench.jar} measures and reports, {@code compare} holds two
 * reports side by side, {@code journal} measures what durability costs, {@code audiences} what many
 * audiences cost, {@code jmh} is JMH's own command line.
 */
public final class BenchMain {
  private static final String JMH = "jmh";
  private static final String JOURNAL = "journal";
  private static final String AUDIENCES = "audiences";
  private static final String FLAGS_OPTION = "-jvmArgsPrepend";

  private BenchMain() {}

  /** Exits with 0, 1 if a target is missed, 2 on wrong usage or if something broke. */
  public static void main(String[] args) throws IOException {
    System.setProperty("logback.configurationFile", "logback-bench.xml");
    if (args.length > 0 && args[0].equals(JMH)) {
      org.openjdk.jmh.Main.main(jmhArguments(Arrays.asList(args).subList(1, args.length)));
      return;
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  /** Runs the command line; returns the exit code. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new ReportCommand());
    addCommand(line, AUDIENCES, new AudiencesCommand(out));
    addCommand(line, JOURNAL, new JournalCommand(out));
    return line.setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler((broken, command, parsed) -> explain(broken, command))
        .execute(args);
  }

  private static void addCommand(CommandLine line, String name, Object command) {
    line.addSubcommand(new CommandLine(command).setCommandName(name));
  }

  /* Not picocli's own code, which is 1: that says that a target is missed. */
  private static int explain(Exception broken, CommandLine line) {
    line.getErr().println("kitsune: the run broke");
    broken.printStackTrace(line.getErr());
    return CommandLine.ExitCode.USAGE;
  }

  /** JMH's arguments with the flags that its forks need, in front of those that are given. */
  static String[] jmhArguments(List<String> given) {
    String flags = String.join(" ", ForkFlags.forThisJvm());
    int at = given.indexOf(FLAGS_OPTION);
    if (at < 0 || at + 1 == given.size()) {
      return Stream.concat(given.stream(), Stream.of(FLAGS_OPTION, flags)).toArray(String[]::new);
    }
    String[] joined = given.toArray(String[]::new);
    joined[at + 1] = flags + " " + joined[at + 1];
    return joined;
  }
}
