package dev.kitsune.server;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The versions of what runs: the server's from its jar's manifest, the JVM's. */
final class ServerVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"kitsune " + server(), "JVM " + Runtime.version()};
  }

  static String server() {
    @Nullable String version = ServerVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
