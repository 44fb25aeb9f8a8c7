package dev.kitsune.server;

import dev.kitsune.device.UserAgentDetector;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.error.DataDirectoryException;
import dev.kitsune.server.ServerConfig.AdminPort;
import dev.kitsune.server.rate.ProfileRates;
import dev.kitsune.server.rate.RateLimit;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kitsune serve}: reads the options, then serves until the process is told to stop. */
@Command(
    name = "kitsune serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = ServerVersion.class,
    description = "Serves the Experience API over HTTP.")
final class ServeCommand implements Callable<Integer> {
  static final int FAILED = 1;
  static final int USAGE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
  private static final int PORT_MAX = 65_535;

  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "Port to listen on; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      description = "Operators' port on loopback; 0 for none (default: 8081, if it is free).")
  private @Nullable Integer adminPort;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "Environments, as DIR/<organization>/<environment>/*.json (default: a demo).")
  private @Nullable Path configDirectory;

  @Option(
      names = "--config-strict",
      description =
          "Refuse a configuration that holds a Contentful entry which cannot be understood, instead"
              + " of leaving the entry out with a warning.")
  private boolean isConfigStrict;

  @Option(
      names = "--no-config-watch",
      description = "Read the configuration at start only, not when its files change.")
  private boolean isConfigUnwatched;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps profiles in DIR, made if missing (default: in memory only).")
  private @Nullable Path dataDirectory;

  @Option(
      names = "--durability",
      paramLabel = "LEVEL",
      description = {
        "What acknowledged changes survive: none: nothing (default without --data);",
        "os: kill -9 (default with --data); everysec: as os, of a power failure all but"
            + " the last second; fsync: power failure."
      })
  private @Nullable String durability;

  @Option(
      names = "--max-profiles",
      paramLabel = "COUNT",
      description =
          "Profiles that the store takes; new ones are 503 from 95 %% on (default: 1000000).")
  private long maxProfiles = StoreOptions.DEFAULT.maxProfiles();

  @Option(
      names = "--record-bytes",
      paramLabel = "BYTES",
      description =
          "What a usual profile needs; the store has room for so many of them (default: 1024).")
  private int recordBytes = StoreOptions.DEFAULT.averageRecordBytes();

  @Option(
      names = "--events-per-second",
      paramLabel = "COUNT",
      description = "Events that one profile may get, more are 429; 0 for no limit (default: 50).")
  private int eventsPerSecond = RateLimit.DEFAULT.eventsPerSecond();

  @Option(
      names = "--event-burst",
      paramLabel = "COUNT",
      description = "How many of them at once; longer requests are 429, too (default: 200).")
  private int eventBurst = RateLimit.DEFAULT.burst();

  ServeCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    String refusal = refusal();
    if (refusal != null) {
      return fail(USAGE, refusal);
    }
    try (RunningServer server = start()) {
      stopOnSignal(server);
      server.awaitClosed();
      return 0;
    } catch (PortException e) {
      return fail(FAILED, e.getMessage() + "; choose another with --port or --admin-port");
    } catch (ConfigurationException e) {
      return fail(FAILED, "configuration refused: " + e.getMessage());
    } catch (DataDirectoryException e) {
      return fail(FAILED, DataOptions.message(e));
    } catch (IllegalStateException e) { // the JVM lacks something; the message says what
      return fail(FAILED, e.getMessage());
    }
  }

  private @Nullable String refusal() {
    if (!isPort(port)) {
      return "--port must be 0 to " + PORT_MAX + ": " + port;
    }
    if (adminPort != null && !isPort(adminPort)) {
      return "--admin-port must be 0 to " + PORT_MAX + ": " + adminPort;
    }
    String refusal = DataOptions.refusal(dataDirectory, durability);
    if (refusal == null) {
      refusal = StoreOptions.refusal(maxProfiles, recordBytes);
    }
    return refusal == null ? rateRefusal() : refusal;
  }

  private @Nullable String rateRefusal() {
    if (eventsPerSecond != 0 && !RateLimit.isValid(eventsPerSecond)) {
      return "--events-per-second must be 0 to " + RateLimit.MAX + ": " + eventsPerSecond;
    }
    return RateLimit.isValid(eventBurst)
        ? null
        : "--event-burst must be 1 to " + RateLimit.MAX + ": " + eventBurst;
  }

  private RunningServer start() throws PortException {
    if (configDirectory != null) {
      ConfigDirectory.check(configDirectory);
    }
    RunningServer server = RunningServer.start(engineConfig(), serverConfig());
    logStart(server);
    if (configDirectory == null) {
      out.print(DemoEnvironment.curls(host, server.http().port()));
      out.flush();
    }
    return server;
  }

  private EngineConfig engineConfig() {
    EngineConfig defaults =
        StoreOptions.config(maxProfiles, recordBytes).withDeviceDetector(new UserAgentDetector());
    EngineConfig limited =
        eventsPerSecond == 0
            ? defaults
            : defaults.withAdmission(new ProfileRates(new RateLimit(eventsPerSecond, eventBurst)));
    EngineConfig keeping =
        dataDirectory == null
            ? limited
            : limited.withDataDirectory(dataDirectory, DataOptions.level(durability));
    return configDirectory == null
        ? DemoEnvironment.addTo(keeping)
        : keeping
            .withConfigDirectory(configDirectory)
            .withStrictConfiguration(isConfigStrict)
            .withConfigurationWatched(!isConfigUnwatched);
  }

  private ServerConfig serverConfig() {
    ServerConfig defaults = ServerConfig.defaults();
    return new ServerConfig(host, port, adminPort(), defaults.limits(), defaults.stopTimeoutMs());
  }

  private AdminPort adminPort() {
    if (adminPort == null) {
      return AdminPort.DEFAULT;
    }
    return adminPort == 0 ? AdminPort.OFF : AdminPort.required(adminPort);
  }

  private void logStart(RunningServer server) {
    HttpServer http = server.http();
    LOG.info(
        "kitsune {} on JVM {}, transport {}",
        ServerVersion.server(),
        Runtime.version(),
        http.transport());
    server.engine().environments().forEach(ServeCommand::logEnvironment);
    LOG.info(
        "listening on {}:{}, admin port {}; profiles are kept {}",
        host,
        http.port(),
        http.adminPort() == 0 ? "off" : http.adminPort(),
        DataOptions.describe(dataDirectory, durability));
    long readyMs = System.currentTimeMillis();
    long startMs = ManagementFactory.getRuntimeMXBean().getStartTime();
    LOG.info("ready {} ms after the JVM's start", readyMs - startMs);
  }

  private static void logEnvironment(EnvironmentRef environment) {
    Environment current = environment.current();
    LOG.info(
        "environment {}/{} version {}: {} audiences, {} experiences",
        environment.organizationId(),
        environment.environmentSlug(),
        current.version(),
        current.definition().audiences().size(),
        current.definition().experiences().size());
  }

  /* Halts, because a JVM ended by a signal would otherwise not report success. */
  private static void stopOnSignal(RunningServer server) {
    Runnable stop =
        () -> {
          LOG.info("stopping");
          server.close();
          LOG.info("stopped");
          Runtime.getRuntime().halt(0);
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "kitsune-stop"));
  }

  private int fail(int exitCode, @Nullable String message) {
    err.println("kitsune: " + message);
    err.flush();
    return exitCode;
  }

  private static boolean isPort(int number) {
    return number >= 0 && number <= PORT_MAX;
  }
}
