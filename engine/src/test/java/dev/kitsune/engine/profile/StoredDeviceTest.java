package dev.kitsune.engine.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredDeviceTest {
  private final ProfileRecord record = new ProfileRecord();
  private final ByteSlice slice = new ByteSlice();

  @BeforeEach
  void begin() {
    record.begin(utf8("someone"), 0, 7);
  }

  @Test
  void isUnknownWhileNoUserAgentWasSeen() {
    assertTrue(StoredDevice.isEmpty(record));
    assertEquals(0, StoredDevice.receiptMs(record));
    assertEquals(StoredDevice.UNKNOWN, StoredDevice.deviceClass(record));
    assertEquals("", browser());
    assertEquals("", os());
  }

  @Test
  void keepsClassAndNamesAndWhenTheyCame() {
    assertTrue(replace(5_000, StoredDevice.TABLET, "Firefox", "Åndroid"));
    assertFalse(StoredDevice.isEmpty(record));
    assertEquals(5_000, StoredDevice.receiptMs(record));
    assertEquals(StoredDevice.TABLET, StoredDevice.deviceClass(record));
    assertEquals("Firefox", browser());
    assertEquals("Åndroid", os());
  }

  @Test
  void saysWhetherAnythingButTheReceiptIsAnother() {
    assertTrue(replace(1, StoredDevice.MOBILE, "Chrome", "iOS"));
    assertFalse(replace(2, StoredDevice.MOBILE, "Chrome", "iOS"));
    assertEquals(2, StoredDevice.receiptMs(record));
    assertTrue(replace(3, StoredDevice.DESKTOP, "Chrome", "iOS"));
    assertTrue(replace(4, StoredDevice.DESKTOP, "Chrom", "iOS"));
    assertTrue(replace(5, StoredDevice.DESKTOP, "Chrom", "eiOS"));
    assertTrue(replace(6, StoredDevice.DESKTOP, "", ""));
    assertEquals("", browser());
    assertEquals("", os());
    assertEquals(StoredDevice.DESKTOP, StoredDevice.deviceClass(record));
  }

  @Test
  void knowsAnUnknownDeviceFromNone() {
    assertTrue(replace(1, StoredDevice.UNKNOWN, "", ""));
    assertFalse(StoredDevice.isEmpty(record));
  }

  @Test
  void namesHaveAtMost255Bytes() {
    String longest = "n".repeat(255);
    replace(1, StoredDevice.MOBILE, longest, longest);
    assertEquals(longest, browser());
    assertEquals(longest, os());
    assertThrows(
        IllegalArgumentException.class, () -> replace(1, StoredDevice.MOBILE, longest + "n", ""));
    assertThrows(
        IllegalArgumentException.class, () -> replace(1, StoredDevice.MOBILE, "", longest + "n"));
  }

  @Test
  void aMergeTakesTheNewer() {
    ProfileRecord other = new ProfileRecord();
    other.begin(utf8("other"), 0, 5);
    replace(2, StoredDevice.MOBILE, "Chrome", "Android");
    StoredDevice.replace(other, 1, StoredDevice.TABLET, utf8("Safari"), utf8("iOS"));
    new ProfileMerge().merge(record, other, 0, (key, old, value) -> {});
    assertEquals(StoredDevice.MOBILE, StoredDevice.deviceClass(record));
    StoredDevice.replace(other, 2, StoredDevice.TABLET, utf8("Safari"), utf8("iOS"));
    new ProfileMerge().merge(record, other, 0, (key, old, value) -> {});
    assertEquals(StoredDevice.TABLET, StoredDevice.deviceClass(record));
    assertEquals("Safari", browser());
  }

  private boolean replace(long receiptMs, int deviceClass, String browser, String os) {
    return StoredDevice.replace(record, receiptMs, deviceClass, utf8(browser), utf8(os));
  }

  private String browser() {
    return StoredDevice.browser(record, slice).toString();
  }

  private String os() {
    return StoredDevice.os(record, slice).toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
