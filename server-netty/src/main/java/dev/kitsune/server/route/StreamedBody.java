package dev.kitsune.server.route;

import java.io.IOException;
import java.io.OutputStream;

/** The body of an answer too long for memory, written by a thread of its own. Control plane. */
public interface StreamedBody {
  /**
   * Writes it all.
   *
   * @param out waits while the client does not read
   * @throws IOException if the client is gone
   */
  void writeTo(OutputStream out) throws IOException;
}
