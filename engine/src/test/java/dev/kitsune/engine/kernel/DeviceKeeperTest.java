package dev.kitsune.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEnvironments;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.StoredDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which user agent of which event becomes a profile's device. */
class DeviceKeeperTest {
  private final List<String> asked = new ArrayList<>();
  private final TestEngine engine =
      new TestEngine(StoreKind.HEAP, 100, TestEnvironments.counting(1));
  private final TestClient client = engine.client(new DeviceCache(this::detect));

  /* A user agent "phone b o" is the mobile device of browser b and os o. */
  private Device detect(String userAgent) {
    asked.add(userAgent);
    String[] words = userAgent.split(" ", -1);
    Device.Kind kind = words[0].equals("phone") ? Device.Kind.MOBILE : Device.Kind.DESKTOP;
    return new Device(kind, words[1], words[2]);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void keepsTheDeviceOfTheUserAgent() {
    client.update("v", by("phone Chrome Android"));
    assertEquals("2 Chrome Android @0", device("v"));
  }

  @Test
  void audiencesFollowTheDevice() {
    engine.configure(
        TestEnvironments.environment(
            TestEnvironments.audience(
                "phones",
                "{\"type\":\"device\",\"operator\":\"equal\",\"conditions\":[{\"key\":{\"id\":\"type\"},"
                    + "\"operator\":\"equal\",\"value\":\"mobile\"}]}")));
    assertEquals(0, TestClient.audienceCount(client.update("v", by("laptop B b")), "phones"));
    assertEquals(1, TestClient.audienceCount(client.update("v", by("phone A a")), "phones"));
    assertEquals(1, TestClient.audienceCount(client.update("v", by("")), "phones"));
    assertEquals(0, TestClient.audienceCount(client.update("v", by("laptop B b")), "phones"));
  }

  @Test
  void keepsNoDeviceWithoutUserAgent() {
    client.update("v", by(""), TestEvent.track("t"));
    assertTrue(StoredDevice.isEmpty(engine.stored("v").record()));
    assertEquals(List.of(), asked);
  }

  @Test
  void theLastEventWithAUserAgentCounts() {
    client.update("v", by("phone A a"), by("laptop B b"), by(""), TestEvent.track("t"));
    assertEquals("1 B b @0", device("v"));
    assertEquals(List.of("laptop B b"), asked, "others are not looked at");
  }

  @Test
  void anEventOfLongAgoCountsByItsReceipt() {
    client.update("v", by("phone A a"));
    engine.clockMs.addAndGet(1_000);
    client.update("v", by("laptop B b").at(engine.clockMs.get() - 86_400_000));
    assertEquals("1 B b @1000", device("v"));
  }

  @Test
  void onlyTheReceiptOfTheSameDeviceMoves() {
    client.update("v", by("phone A a"));
    engine.clockMs.addAndGet(1_000);
    client.update("v", by("phone A a"), TestEvent.track("t"));
    assertEquals("2 A a @1000", device("v"));
    engine.clockMs.addAndGet(1_000);
    client.update("v", TestEvent.track("t"));
    assertEquals("2 A a @1000", device("v"));
    assertEquals(List.of("phone A a"), asked);
  }

  @Test
  void aReplayCountsForNothing() {
    TestEvent phone = by("phone A a");
    client.update("v", phone);
    client.update("v", by("laptop B b"));
    client.update("v", phone);
    assertEquals("1 B b @0", device("v"));
  }

  @Test
  void aPreflightAndAGetKeepNothing() {
    client.update("v", by("phone A a"));
    client.preflight().update("v", by("laptop B b"));
    client.get("v");
    assertEquals("2 A a @0", device("v"));
  }

  @Test
  void aBatchKeepsADeviceForEachProfile() {
    client.batch(
        by("phone A a").from("v"),
        by("laptop B b").from("w"),
        by("phone C c").from("v"),
        TestEvent.track("t").from("w"));
    assertEquals("2 C c @0", device("v"));
    assertEquals("1 B b @0", device("w"));
  }

  @Test
  void aBatchOfManyUserAgentsKeepsEachProfilesLast() {
    TestEvent[] events = new TestEvent[200];
    for (int i = 0; i < events.length; i++) {
      events[i] = by("phone " + i + " a").from("v" + i % 50);
    }
    client.batch(events);
    for (int i = 0; i < 50; i++) {
      assertEquals("2 " + (150 + i) + " a @0", device("v" + i));
    }
    assertEquals(50, asked.size());
  }

  @Test
  void aMergeTakesTheNewerDevice() {
    client.update("t", TestEvent.identify("user", "{}"), by("laptop T t"));
    engine.clockMs.addAndGet(1_000);
    client.update("c", by("phone C c"));
    engine.clockMs.addAndGet(1_000);
    client.update("c", TestEvent.identify("user", "{}"));
    assertEquals("2 C c @1000", device("t"));
  }

  @Test
  void whatTheMergingRequestToldBeforeCountsForTheSurvivor() {
    client.update("t", TestEvent.identify("user", "{}"), by("laptop T t"));
    engine.clockMs.addAndGet(1_000);
    client.update("c", by("phone C c"), TestEvent.identify("user", "{}"));
    assertEquals("2 C c @1000", device("t"));
  }

  @Test
  void ofARequestThatGoesOnWithAnotherProfileEachKeepsItsOwn() {
    client.update("t", TestEvent.identify("user", "{}"));
    client.update("c", TestEvent.identify("other", "{}"));
    client.update("c", by("phone C c"), TestEvent.identify("user", "{}"), by("laptop T t"));
    assertEquals("2 C c @0", device("c"));
    assertEquals("1 T t @0", device("t"));
  }

  @Test
  void escapesInAUserAgentAreDecoded() {
    client.update("v", by("phone \\u00c4 \\\"q\\\""));
    assertEquals("2 \u00c4 \"q\" @0", device("v"));
  }

  private String device(String id) {
    ProfileRecord record = engine.stored(id).record();
    ByteSlice name = new ByteSlice();
    return StoredDevice.deviceClass(record)
        + " "
        + StoredDevice.browser(record, name)
        + " "
        + StoredDevice.os(record, name)
        + " @"
        + (StoredDevice.receiptMs(record) - 1_700_000_000_000L);
  }

  private static TestEvent by(String userAgent) {
    return new TestEvent(
        TestEvent.track("t")
            .json()
            .substring(1)
            .replaceAll("}$", "")
            .replace("\"context\":{", "\"context\":{\"userAgent\":\"" + userAgent + "\","));
  }
}
