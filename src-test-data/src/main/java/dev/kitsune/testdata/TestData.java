package dev.kitsune.testdata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The files of this module by name, e.g. {@code requests/create/documented.json}. */
public final class TestData {
  private TestData() {}

  /**
   * A fresh copy of the file's bytes.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public static byte[] bytes(String name) {
    try (InputStream file = url(name).openStream()) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's text, read as UTF-8. */
  public static String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  /**
   * The names of all files in a folder and the folders below, ascending; each is a name for {@link
   * #bytes}. Works from a directory of classes and from a jar.
   *
   * @param folder without a slash at its end, e.g. {@code requests/malformed}
   * @throws IllegalArgumentException if there is no such folder
   */
  public static List<String> names(String folder) {
    URL url = url(folder);
    try {
      return "jar".equals(url.getProtocol()) ? namesInJar(url, folder) : namesOnDisk(url, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #names}, only those that end so. */
  public static List<String> names(String folder, String ending) {
    return names(folder).stream().filter(name -> name.endsWith(ending)).toList();
  }

  private static URL url(String name) {
    URL url = TestData.class.getResource("/" + name);
    if (url == null) {
      throw new IllegalArgumentException("no test data named " + name);
    }
    return url;
  }

  private static List<String> namesInJar(URL url, String folder) throws IOException {
    JarURLConnection connection = (JarURLConnection) url.openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile();
        Stream<JarEntry> entries = jar.stream()) {
      return entries
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(folder + "/") && !name.endsWith("/"))
          .sorted()
          .toList();
    }
  }

  private static List<String> namesOnDisk(URL url, String folder) throws IOException {
    Path root = Path.of(URI.create(url.toString()));
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder + "/" + root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /**
   * The rows of a file of comma-separated fields without its head line; only the last field may
   * hold commas.
   */
  static List<List<String>> rows(String name, int columnCount) {
    return rows(name, ",", columnCount);
  }

  /** As {@link #rows(String, int)} with another separator, given as a regular expression. */
  static List<List<String>> rows(String name, String separator, int columnCount) {
    return text(name).lines().skip(1).map(line -> row(name, line, separator, columnCount)).toList();
  }

  private static List<String> row(String name, String line, String separator, int columnCount) {
    List<String> fields = List.of(line.split(separator, columnCount));
    if (fields.size() != columnCount) {
      throw new IllegalStateException(name + " must have " + columnCount + " columns: " + line);
    }
    return fields;
  }
}
