package dev.kitsune.bench.socket;

import dev.kitsune.bench.ForkFlags;
import dev.kitsune.server.ServerMain;
import dev.kitsune.testdata.EnvironmentGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real server in a process of its own, with a generated environment. */
public final class ServerProcess implements AutoCloseable {
  private static final long START_TIMEOUT_MS = 60_000;
  private static final long STOP_TIMEOUT_S = 20;
  private static final int POLL_MS = 20;

  private final Process process;
  private final InetSocketAddress address;

  private ServerProcess(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param directory where its configuration and its log go
   * @throws IOException if it ends or is not ready within a minute; the message names the log
   */
  public static ServerProcess start(Path directory, int audienceCount)
      throws IOException, InterruptedException {
    Path environment =
        directory.resolve(
            Path.of("config", HttpRequests.ORGANIZATION, HttpRequests.ENVIRONMENT, "all.json"));
    Files.createDirectories(environment.getParent());
    Files.writeString(environment, EnvironmentGenerator.generate(audienceCount).json());
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    Path log = directory.resolve("server.log");
    Process process =
        new ProcessBuilder(command(directory.resolve("config"), address.getPort()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    ServerProcess server = new ServerProcess(process, address);
    server.awaitReady(log);
    return server;
  }

  public InetSocketAddress address() {
    return address;
  }

  /** Runs something once the process has ended, in a thread of its own. */
  void onEnd(Runnable task) {
    var unused = process.onExit().thenRun(task);
  }

  private static List<String> command(Path config, int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ForkFlags.forThisJvm());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ServerMain.class.getName()));
    command.addAll(List.of("serve", "--port", String.valueOf(port), "--admin-port", "0"));
    command.addAll(List.of("--config", config.toString()));
    return command;
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_TIMEOUT_MS);
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("the server did not start, see " + log);
      }
      Thread.sleep(POLL_MS);
    }
  }

  private boolean isReady() {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      byte[] request =
          "GET /health/ready HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(request);
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(status, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
