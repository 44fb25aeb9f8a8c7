package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.LittleEndian;
import java.util.Arrays;
import java.util.List;

/**
 * What the newest user agent told of a profile's device; the section is empty while none was seen.
 * A merge takes the newer ({@link ProfileMerge}).
 *
 * <pre>
 *  0  i64 receipt, ms of the server's clock
 *  8  u8  class: 0 unknown, 1 desktop, 2 mobile, 3 tablet
 *  9  u8  length of the browser's name   10  the name, UTF-8; empty if unknown
 *     u8  length of the os's name            the name, UTF-8; empty if unknown
 * </pre>
 *
 * Data plane.
 */
public final class StoredDevice {
  public static final int UNKNOWN = 0;
  public static final int DESKTOP = 1;
  public static final int MOBILE = 2;
  public static final int TABLET = 3;

  /** The classes as rules and lines of profiles call them, each at its number. */
  static final List<String> CLASS_NAMES = List.of("unknown", "desktop", "mobile", "tablet");

  /** The most bytes of UTF-8 that a browser's or an os's name may have. */
  public static final int NAME_LENGTH_MAX = 255;

  private static final int CLASS_OFFSET = Long.BYTES;
  private static final int NAMES_OFFSET = CLASS_OFFSET + Byte.BYTES;

  private StoredDevice() {}

  /** Whether no user agent was seen. */
  public static boolean isEmpty(ProfileRecord record) {
    return record.sectionLength(Section.DEVICE) == 0;
  }

  /** When the device was received, in epoch milliseconds of the server's clock; 0 if never. */
  public static long receiptMs(ProfileRecord record) {
    return isEmpty(record) ? 0 : LittleEndian.getLong(record.array(), start(record));
  }

  /** The device's class; {@link #UNKNOWN} while no user agent was seen. */
  public static int deviceClass(ProfileRecord record) {
    return isEmpty(record) ? UNKNOWN : record.array()[start(record) + CLASS_OFFSET];
  }

  /** The browser's name; empty if unknown. */
  public static ByteSlice browser(ProfileRecord record, ByteSlice name) {
    return isEmpty(record)
        ? name.wrap(record.array(), 0, 0)
        : name(record, start(record) + NAMES_OFFSET, name);
  }

  /** The os's name; empty if unknown. */
  public static ByteSlice os(ProfileRecord record, ByteSlice name) {
    if (isEmpty(record)) {
      return name.wrap(record.array(), 0, 0);
    }
    int browser = start(record) + NAMES_OFFSET;
    return name(record, browser + Byte.BYTES + nameLength(record, browser), name);
  }

  /**
   * Replaces the device; the names stand outside the record.
   *
   * @return whether class, browser or os is another than before
   * @throws IllegalArgumentException if a name is longer than {@link #NAME_LENGTH_MAX}
   */
  public static boolean replace(
      ProfileRecord record, long receiptMs, int deviceClass, byte[] browser, byte[] os) {
    if (browser.length > NAME_LENGTH_MAX || os.length > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "names of " + browser.length + " and " + os.length + " bytes");
    }
    boolean isAnother = !isSame(record, deviceClass, browser, os);
    if (isAnother) {
      write(record, deviceClass, browser, os);
    }
    LittleEndian.putLong(record.array(), start(record), receiptMs);
    return isAnother;
  }

  private static boolean isSame(ProfileRecord record, int deviceClass, byte[] browser, byte[] os) {
    if (isEmpty(record) || deviceClass(record) != deviceClass) {
      return false;
    }
    int browserAt = start(record) + NAMES_OFFSET;
    int osAt = browserAt + Byte.BYTES + nameLength(record, browserAt);
    return isNameAt(record, browserAt, browser) && isNameAt(record, osAt, os);
  }

  private static boolean isNameAt(ProfileRecord record, int at, byte[] name) {
    int from = at + Byte.BYTES;
    int to = from + nameLength(record, at);
    return Arrays.equals(record.array(), from, to, name, 0, name.length);
  }

  private static void write(ProfileRecord record, int deviceClass, byte[] browser, byte[] os) {
    int length = NAMES_OFFSET + 2 * Byte.BYTES + browser.length + os.length;
    record.splice(Section.DEVICE, start(record), record.sectionLength(Section.DEVICE), length);
    byte[] array = record.array();
    int start = start(record);
    array[start + CLASS_OFFSET] = (byte) deviceClass;
    putName(browser, array, start + NAMES_OFFSET);
    putName(os, array, start + NAMES_OFFSET + Byte.BYTES + browser.length);
  }

  private static void putName(byte[] name, byte[] array, int at) {
    array[at] = (byte) name.length;
    System.arraycopy(name, 0, array, at + Byte.BYTES, name.length);
  }

  private static int start(ProfileRecord record) {
    return record.sectionOffset(Section.DEVICE);
  }

  private static int nameLength(ProfileRecord record, int at) {
    return record.array()[at] & 0xFF;
  }

  private static ByteSlice name(ProfileRecord record, int at, ByteSlice name) {
    return name.wrap(record.array(), at + Byte.BYTES, nameLength(record, at));
  }
}
