package dev.kitsune.server.transfer;

import java.io.IOException;
import picocli.CommandLine.Option;

/** Which server, and which of its environments. Control plane. */
final class ServerOptions {
  @Option(
      names = "--admin-port",
      defaultValue = "8081",
      paramLabel = "PORT",
      description = "Operators' port of the server (default: ${DEFAULT-VALUE}).")
  private int adminPort;

  @Option(
      names = "--organization",
      required = true,
      paramLabel = "ID",
      description = "The organization.")
  private String organizationId = "";

  @Option(
      names = "--environment",
      defaultValue = "main",
      paramLabel = "SLUG",
      description = "The environment (default: ${DEFAULT-VALUE}).")
  private String environmentSlug = "";

  AdminClient client() {
    return new AdminClient(adminPort, organizationId, environmentSlug);
  }

  String unreachable(IOException e) {
    return "no answer from 127.0.0.1:"
        + adminPort
        + " ("
        + e.getClass().getSimpleName()
        + "); is the server running, with this --admin-port?";
  }
}
