package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceRule.Counted;
import dev.kitsune.engine.audience.AudienceRule.ExperienceSeen;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.bytes.ByteSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * The name of a counter or a ring in profile records: a hash of what the rule counts, and of
 * nothing else, so that audiences share them and they survive renames, reorderings, other
 * thresholds and other windows. Control plane.
 *
 * <p><b>Part of the record format.</b> It is the first 8 bytes, big-endian, of the SHA-256 of these
 * bytes; a text is its length in bytes as 4 bytes, big-endian, and its UTF-8; a count is 4 bytes,
 * big-endian. Conditions ascend by their bytes, unsigned, each once; so do the texts of {@code in}
 * and {@code notIn}. The codes of fields and operators are those of {@link #fieldCode} and {@link
 * #operatorCode}, which never change.
 *
 * <pre>
 *  version 1: 1 byte | kind: 1 byte, 1 page, 2 track, 3 exposure
 *  name: text, empty for pages, of the track event, or the experience's id
 *  count of conditions | each: field code: 1 byte | name: text | operator code: 1 byte
 *                              | count of texts | each text
 * </pre>
 */
final class CounterIdentity {
  private static final byte VERSION = 1;
  private static final byte PAGE = 1;
  private static final byte TRACK = 2;
  private static final byte EXPOSURE = 3;

  private CounterIdentity() {}

  static long of(Counted rule) {
    return hash(bytes(rule));
  }

  /** The bytes that are hashed. */
  static byte[] bytes(Counted rule) {
    if (rule instanceof TrackCount track) {
      return bytes(TRACK, track.event(), track.conditions());
    }
    if (rule instanceof ExperienceSeen seen) {
      return bytes(EXPOSURE, seen.experienceId(), seen.conditions());
    }
    return bytes(PAGE, "", rule.conditions());
  }

  private static byte[] bytes(byte kind, String name, List<WhereCondition> conditions) {
    ByteSink out = new ByteSink(128);
    out.put(VERSION);
    out.put(kind);
    putText(utf8(name), out);
    byte[][] sorted =
        sortedOnce(conditions.stream().map(CounterIdentity::bytes).toArray(byte[][]::new));
    putCount(sorted.length, out);
    for (byte[] condition : sorted) {
      out.put(condition);
    }
    return out.toBytes();
  }

  private static byte[] bytes(WhereCondition condition) {
    ByteSink out = new ByteSink(64);
    out.put(fieldCode(condition.field()));
    putText(utf8(condition.name()), out);
    out.put(operatorCode(condition.operator()));
    byte[][] texts =
        sortedOnce(
            condition.operand().texts().stream().map(CounterIdentity::utf8).toArray(byte[][]::new));
    putCount(texts.length, out);
    for (byte[] text : texts) {
      putText(text, out);
    }
    return out.toBytes();
  }

  private static byte[][] sortedOnce(byte[][] parts) {
    Arrays.sort(parts, Arrays::compareUnsigned);
    int count = 0;
    for (byte[] part : parts) {
      if (count == 0 || !Arrays.equals(parts[count - 1], part)) {
        parts[count++] = part;
      }
    }
    return Arrays.copyOf(parts, count);
  }

  private static byte fieldCode(EventField field) {
    return switch (field) {
      case PAGE_URL -> 1;
      case PAGE_PATH -> 2;
      case PAGE_QUERY -> 3;
      case PAGE_REFERRER -> 4;
      case CAMPAIGN_NAME -> 5;
      case CAMPAIGN_SOURCE -> 6;
      case CAMPAIGN_MEDIUM -> 7;
      case CAMPAIGN_TERM -> 8;
      case CAMPAIGN_CONTENT -> 9;
      case PROPERTIES -> 10;
      case VARIANT_INDEX -> 11;
    };
  }

  private static byte operatorCode(Operator operator) {
    return switch (operator) {
      case EQUAL -> 1;
      case NOT_EQUAL -> 2;
      case CONTAINS -> 3;
      case DOES_NOT_CONTAIN -> 4;
      case STARTS_WITH -> 5;
      case ENDS_WITH -> 6;
      case MATCHES -> 7;
      case GREATER_THAN -> 8;
      case GREATER_THAN_INCLUSIVE -> 9;
      case LESS_THAN -> 10;
      case LESS_THAN_INCLUSIVE -> 11;
      case IN -> 12;
      case NOT_IN -> 13;
      case EXISTS -> 14;
      case NOT_EXISTS -> 15;
    };
  }

  private static void putText(byte[] text, ByteSink out) {
    putCount(text.length, out);
    out.put(text);
  }

  private static void putCount(int count, ByteSink out) {
    out.put(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static long hash(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
