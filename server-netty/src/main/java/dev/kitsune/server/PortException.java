package dev.kitsune.server;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A port that cannot be listened on. */
public final class PortException extends IOException {
  private static final long serialVersionUID = 1L;

  PortException(String host, int port, Throwable cause) {
    super("cannot listen on " + host + ":" + port + ": " + reason(host, port, cause), cause);
  }

  private static String reason(String host, int port, Throwable cause) {
    if (new InetSocketAddress(host, port).isUnresolved()) {
      return "no such host";
    }
    String text = String.valueOf(cause.getMessage());
    if (text.contains("Address already in use")) {
      return "the port is taken";
    }
    return text.contains("Permission denied") ? "ports below 1024 need privileges" : text;
  }
}
