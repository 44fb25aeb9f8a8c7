package dev.kitsune.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a whole data directory, in the text file {@value #NAME}: lines {@code
 * name=value}, the last of them the CRC-32C of those before; lines of other names are not read. The
 * same stands in {@value #COPY}, as nobody finds a profile without the secret. Control plane.
 *
 * @param journalId a random number that all files of the directory carry
 * @param secret0 what keys are hashed with, first 64 bits; callers choose ids, so nobody may know
 *     it
 * @param secret1 last 64 bits
 * @param isBegun whether a first segment was made: from then on there always is one
 */
public record Manifest(long journalId, long secret0, long secret1, boolean isBegun) {
  static final String NAME = "MANIFEST";
  static final String COPY = "MANIFEST.copy";
  static final int FORMAT = 1;

  private static final String UNFINISHED = ".unfinished";
  private static final int LENGTH_MAX = 4_096;

  /** Makes one for a new directory. */
  static Manifest draw(LongSupplier entropy) {
    return new Manifest(entropy.getAsLong(), entropy.getAsLong(), entropy.getAsLong(), false);
  }

  /**
   * Reads the directory's manifest.
   *
   * @throws JournalDamage if it is not as written
   * @throws IOException if it is of a version that this engine cannot read
   */
  static Manifest read(JournalFiles files) throws IOException {
    return read(files, NAME);
  }

  /** The same from its copy. */
  static Manifest readCopy(JournalFiles files) throws IOException {
    return read(files, COPY);
  }

  private static Manifest read(JournalFiles files, String name) throws IOException {
    String text = text(files, name);
    int crcAt = text.lastIndexOf("crc=");
    boolean isWhole = crcAt > 0 && text.substring(crcAt).equals(crcLine(text.substring(0, crcAt)));
    check(isWhole, name, "damaged");
    Map<String, String> values = new LinkedHashMap<>();
    text.substring(0, crcAt)
        .lines()
        .forEach(line -> values.put(line.replaceFirst("=.*", ""), line.replaceFirst("[^=]*=", "")));
    String format = values.get("format");
    if (!String.valueOf(FORMAT).equals(format)) {
      throw new IOException(
          name + ": data directory of format " + format + ", this engine reads " + FORMAT);
    }
    return new Manifest(
        number(values, "journalId", name),
        number(values, "secret0", name),
        number(values, "secret1", name),
        "true".equals(values.get("begun")));
  }

  /** The same of a directory with a first segment. */
  Manifest begun() {
    return new Manifest(journalId, secret0, secret1, true);
  }

  /** Whether it is of the same directory. */
  boolean isOfSame(Manifest other) {
    return begun().equals(other.begun());
  }

  /** Writes it and its copy, each aside first. */
  void write(JournalFiles files) throws IOException {
    write(files, NAME);
    writeCopy(files);
  }

  /** Writes the copy alone. */
  void writeCopy(JournalFiles files) throws IOException {
    write(files, COPY);
  }

  private void write(JournalFiles files, String name) throws IOException {
    String lines =
        "format=%d\nengine=%s\njournalId=%016x\nsecret0=%016x\nsecret1=%016x\nbegun=%s\n"
            .formatted(FORMAT, engineVersion(), journalId, secret0, secret1, isBegun);
    byte[] utf8 = (lines + crcLine(lines)).getBytes(StandardCharsets.UTF_8);
    String unfinished = name + UNFINISHED;
    if (files.names().contains(unfinished)) {
      files.delete(unfinished);
    }
    try (JournalFile file = files.create(unfinished)) {
      file.write(ByteBuffer.wrap(utf8), 0);
      file.force();
    }
    files.rename(unfinished, name);
    files.force();
  }

  /* For people. */
  private static String engineVersion() {
    @Nullable String version = Manifest.class.getPackage().getImplementationVersion();
    return version == null ? "not packaged" : version;
  }

  /** Tells no secret. */
  @Override
  public String toString() {
    return "Manifest[journalId=%016x]".formatted(journalId);
  }

  private static String text(JournalFiles files, String name) throws IOException {
    try (JournalFile file = files.open(name)) {
      check(file.length() <= LENGTH_MAX, name, "too long");
      ByteBuffer bytes = ByteBuffer.allocate((int) file.length());
      file.read(bytes, 0);
      return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String crcLine(String lines) {
    CRC32C crc = new CRC32C();
    crc.update(lines.getBytes(StandardCharsets.ISO_8859_1));
    return "crc=%08x\n".formatted(crc.getValue());
  }

  private static long number(Map<String, String> values, String key, String name)
      throws JournalDamage {
    String value = values.get(key);
    check(value != null && value.matches("[0-9a-f]{16}"), name, key + " is missing");
    return Long.parseUnsignedLong(value, 16);
  }

  private static void check(boolean condition, String name, String reason) throws JournalDamage {
    if (!condition) {
      throw new JournalDamage(name, 0, reason);
    }
  }
}
