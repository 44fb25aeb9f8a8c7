package dev.kitsune.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

/**
 * What belongs to a whole data directory, in the text file {@value #NAME}: lines {@code
 * name=value}, the last of them the CRC-32C of those before. Control plane.
 *
 * @param journalId a random number that all files of the directory carry
 * @param secret0 what keys are hashed with, first 64 bits; callers choose ids, so nobody may know
 *     it
 * @param secret1 last 64 bits
 */
public record Manifest(long journalId, long secret0, long secret1) {
  static final String NAME = "MANIFEST";
  static final int FORMAT = 1;

  private static final String UNFINISHED = NAME + ".unfinished";
  private static final int LENGTH_MAX = 4_096;

  /** Makes one for a new directory. */
  static Manifest draw(LongSupplier entropy) {
    return new Manifest(entropy.getAsLong(), entropy.getAsLong(), entropy.getAsLong());
  }

  /**
   * Reads the directory's manifest.
   *
   * @throws JournalDamage if it is not as written, or of a version that this engine cannot read
   */
  static Manifest read(JournalFiles files) throws IOException {
    String text = text(files);
    int crcAt = text.lastIndexOf("crc=");
    check(crcAt > 0 && text.substring(crcAt).equals(crcLine(text.substring(0, crcAt))), "damaged");
    Map<String, String> values = new LinkedHashMap<>();
    text.substring(0, crcAt)
        .lines()
        .forEach(line -> values.put(line.replaceFirst("=.*", ""), line.replaceFirst("[^=]*=", "")));
    String format = values.get("format");
    check(
        String.valueOf(FORMAT).equals(format),
        "data directory of format " + format + ", this engine reads " + FORMAT);
    return new Manifest(
        number(values, "journalId"), number(values, "secret0"), number(values, "secret1"));
  }

  /** Writes it aside, then gives it its name. */
  void write(JournalFiles files) throws IOException {
    String lines =
        "format=%d\njournalId=%016x\nsecret0=%016x\nsecret1=%016x\n"
            .formatted(FORMAT, journalId, secret0, secret1);
    byte[] utf8 = (lines + crcLine(lines)).getBytes(StandardCharsets.UTF_8);
    if (files.names().contains(UNFINISHED)) {
      files.delete(UNFINISHED);
    }
    try (JournalFile file = files.create(UNFINISHED)) {
      file.write(ByteBuffer.wrap(utf8), 0);
      file.force();
    }
    files.rename(UNFINISHED, NAME);
    files.force();
  }

  /** Tells no secret. */
  @Override
  public String toString() {
    return "Manifest[journalId=%016x]".formatted(journalId);
  }

  private static String text(JournalFiles files) throws IOException {
    try (JournalFile file = files.open(NAME)) {
      check(file.length() <= LENGTH_MAX, "too long");
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

  private static long number(Map<String, String> values, String name) throws JournalDamage {
    String value = values.get(name);
    check(value != null && value.matches("[0-9a-f]{16}"), name + " is missing");
    return Long.parseUnsignedLong(value, 16);
  }

  private static void check(boolean condition, String reason) throws JournalDamage {
    if (!condition) {
      throw new JournalDamage(NAME, 0, reason);
    }
  }
}
