package dev.kitsune.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A client socket that sends exactly what it is given and reads answers one by one. */
final class RawConnection implements AutoCloseable {
  private static final int READ_TIMEOUT_MS = 10_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(READ_TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** One answer: status, headers by lower-case name, body. */
  record Answer(int status, Map<String, String> headers, String body) {
    @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  static String post(String target, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: a\r\nContent-Length: "
        + length
        + "\r\n\r\n"
        + body;
  }

  static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  void sendUnchecked(String text) {
    try {
      send(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer read() throws IOException {
    return read(true);
  }

  /** Reads one answer; one to HEAD has no body, whatever its length says. */
  Answer read(boolean hasBody) throws IOException {
    String[] lines = readHead().split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      String before = headers.put(name, lines[i].substring(colon + 1).trim());
      if (before != null) {
        throw new IOException("header twice: " + name);
      }
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(hasBody ? length : 0);
    int status = Integer.parseInt(lines[0].substring(9, 12));
    return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  /** Whether an answer has begun to arrive; does not wait. */
  boolean isAnswered() throws IOException {
    return in.available() > 0;
  }

  /** Whether the server has closed its side and left nothing unread. */
  boolean isEnded() throws IOException {
    return in.read() < 0;
  }

  /** Ends the connection so that the other side sees a fault, not an end. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Says that nothing more will be sent. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("connection ended after: " + head);
      }
      head.append((char) b);
    }
    return head.substring(0, head.length() - 4);
  }
}
