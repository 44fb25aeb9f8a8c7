package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** GET of a JSON file that comes with the server. Data plane. */
final class Document implements Route {
  private final byte[] bytes;

  /**
   * Reads the file once.
   *
   * @param name of a resource beside this class
   */
  Document(String name) {
    try (InputStream in = Document.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + Document.class);
      }
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    answer.body().put(bytes);
  }
}
