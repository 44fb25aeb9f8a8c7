package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.error.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Reads one line of an import into a record. A line is a JSON object; only {@code id} is required:
 *
 * <pre>
 *  id, stableId      strings; the stableId, which decides the variants, is the id where absent
 *  random            number in [0, 1), at most 23 characters; drawn where absent
 *  aliases           ids that lead to the profile, the oldest first
 *  redirects         ids of profiles that were merged into it, the oldest first
 *  isIdentified      true if it was named by its own id
 *  traits            object;  traitReceiptsMs  for each in its order when it was written
 *  location          object as events give it;  locationReceiptMs  when it was given
 *  device            {class: unknown, desktop, mobile or tablet; browser, os: names, absent where
 *                    unknown};  deviceReceiptMs  when its user agent was received
 *  sticky            [{"experienceId": "..", "variantIndex": 1}, ..]
 *  session           {id: UUID, count, startMs, lastEventMs, pastLengthS: seconds of all ended
 *                    sessions, landingPage: {path, query, referrer, search, url}}
 *  firstSeenMs, lastReceiptMs
 *  counters          matches by the rule's identity, 16 hexadecimal digits
 *  rings             matches of windowed rules by the same: {"timesS": seconds since 1970 of the
 *                    newest, ascending, "isTruncated": true if older ones were dropped}
 * </pre>
 *
 * Times are epoch milliseconds, the time of the import where absent. Whatever else a line has, or
 * what a record cannot keep, is refused with its place. Control plane.
 */
public final class ProfileLineReader {
  private static final int ID_LENGTH_MAX = 256;
  private static final int ELEMENT_COUNT_MAX = 1_000;
  private static final int TRAIT_KEY_LENGTH_MAX = 32 * 1_024;
  private static final long AHEAD_MAX_MS = 5 * 60_000L;
  private static final JsonLimits COUNTER_LIMITS = new JsonLimits(1, 16, 16, 10_000);
  private static final JsonLimits RING_LIMITS = new JsonLimits(3, 16, 16, 10_000);
  private static final int RING_TIME_COUNT_MAX = 256;
  private static final int VARIANT_INDEX_MAX = 50;
  private static final int IDENTITY_DIGITS = 16;
  private static final long MS_MAX = 1L << 53;
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "stableId",
          "random",
          "aliases",
          "redirects",
          "isIdentified",
          "traits",
          "traitReceiptsMs",
          "location",
          "locationReceiptMs",
          "device",
          "deviceReceiptMs",
          "sticky",
          "session",
          "firstSeenMs",
          "lastReceiptMs",
          "counters",
          "rings");
  private static final Set<String> DEVICE_MEMBERS = Set.of("class", "browser", "os");
  private static final Set<String> SESSION_MEMBERS =
      Set.of("id", "count", "startMs", "lastEventMs", "pastLengthS", "landingPage");

  private final ConfigurationValue line;
  private final ProfileRecord record;
  private final long nowMs;
  private final LongSupplier entropy;
  private final ByteSlice slice = new ByteSlice();
  private final ByteSink scratch = new ByteSink(256);

  private ProfileLineReader(
      ConfigurationValue line, ProfileRecord record, long nowMs, LongSupplier entropy) {
    this.line = line;
    this.record = record;
    this.nowMs = nowMs;
    this.entropy = entropy;
  }

  /**
   * Fills the record from a line.
   *
   * @param nowMs the time of the import
   * @param entropy where a random number and a session id come from that the line has not
   * @throws ConfigurationException with the place of what is refused
   */
  public static void read(byte[] line, ProfileRecord record, long nowMs, LongSupplier entropy) {
    ConfigurationValue value = ConfigurationValue.parse("profile", line);
    new ProfileLineReader(value, record, nowMs, entropy).read();
  }

  private void read() {
    line.onlyMembers(MEMBERS);
    byte[] id = id(line.member("id"));
    record.begin(id, 0, id.length);
    ConfigurationValue stableId = line.member("stableId");
    if (!stableId.isAbsent() && !new ByteSlice().wrap(id(stableId)).isEqual(id)) {
      record.replaceSection(Section.STABLE_ID, id(stableId), 0, id(stableId).length);
    }
    readRandom(line.member("random"));
    record.receivedAt(ms(line.member("lastReceiptMs")));
    readIds(line.member("aliases"), IdList.ALIASES);
    readIds(line.member("redirects"), IdList.REDIRECTS);
    if (line.member("isIdentified").bool(false)) {
      record.markSelfIdentified();
    }
    readTraits(line.member("traits"), line.member("traitReceiptsMs"));
    readLocation(line.member("location"), line.member("locationReceiptMs"));
    readDevice(line.member("device"), line.member("deviceReceiptMs"));
    readSticky(line.member("sticky"));
    readSession(line.member("session"));
    readCounters(line.member("counters"));
    readRings(line.member("rings"));
  }

  private void readRandom(ConfigurationValue random) {
    if (random.isAbsent()) {
      RandomNumber.draw(record, entropy, new byte[24]);
      return;
    }
    random.number(0, Math.nextDown(1.0));
    byte[] text = utf8(random.json());
    if (text.length > ProfileLayout.RANDOM_TEXT_LENGTH_MAX || text[0] == '-') {
      throw random.expected("a number from 0 to 1 of at most 23 characters");
    }
    record.random(text, 0, text.length);
  }

  private void readIds(ConfigurationValue ids, IdList list) {
    for (ConfigurationValue element : elements(ids)) {
      slice.wrap(id(element));
      if (slice.isEqual(utf8(line.member("id").text()))
          || IdList.ALIASES.contains(record, slice)
          || IdList.REDIRECTS.contains(record, slice)) {
        throw element.refused("expected an id that does not stand in the line before");
      }
      list.add(record, slice);
    }
  }

  private void readTraits(ConfigurationValue traits, ConfigurationValue receipts) {
    if (traits.isAbsent()) {
      requireAbsent(receipts);
      return;
    }
    JsonTape tape = tape(traits);
    int count = tape.count(0);
    List<ConfigurationValue> times = receipts.optionalElements();
    if (!receipts.isAbsent() && times.size() != count) {
      throw receipts.refused("expected one time per trait");
    }
    for (int key = 1; key < tape.next(0); key = tape.nextKey(key)) {
      if (tape.length(key) > TRAIT_KEY_LENGTH_MAX) {
        throw traits.refused("expected keys of at most " + TRAIT_KEY_LENGTH_MAX + " bytes");
      }
    }
    TraitMerge merge = new TraitMerge();
    merge.merge(record, tape, 0, record.lastReceiptMs(), (key, old, value) -> {});
    if (Traits.count(record) != count) {
      throw traits.refused("expected each key once");
    }
    for (int index = 0; index < times.size(); index++) {
      long receiptMs = ms(times.get(index));
      if (receiptMs > record.lastReceiptMs()) {
        throw times.get(index).refused("expected a time that is not after lastReceiptMs");
      }
      Traits.receiptMs(record, index, receiptMs);
    }
  }

  private void readLocation(ConfigurationValue location, ConfigurationValue receipt) {
    if (location.isAbsent()) {
      requireAbsent(receipt);
      return;
    }
    JsonTape tape = tape(location);
    StoredLocation.replace(record, tape, 0, scratch, slice);
    StoredLocation.members(record, slice);
    ConfigurationValue kept = ConfigurationValue.parse("kept", utf8("{" + slice + "}"));
    if (tape.count(0) != tape(kept).count(0)) {
      throw location.expected("documented members of the documented types only");
    }
    record.locationReceiptMs(ms(receipt));
  }

  private void readDevice(ConfigurationValue device, ConfigurationValue receipt) {
    if (device.isAbsent()) {
      requireAbsent(receipt);
      return;
    }
    device.onlyMembers(DEVICE_MEMBERS);
    int deviceClass = StoredDevice.CLASS_NAMES.indexOf(device.member("class").text());
    if (deviceClass < 0) {
      throw device.member("class").expected("one of " + StoredDevice.CLASS_NAMES);
    }
    byte[] browser = deviceName(device.member("browser"));
    StoredDevice.replace(
        record, ms(receipt), deviceClass, browser, deviceName(device.member("os")));
  }

  private static byte[] deviceName(ConfigurationValue name) {
    byte[] text = name.isAbsent() ? new byte[0] : utf8(name.nonEmptyText());
    if (text.length > StoredDevice.NAME_LENGTH_MAX) {
      throw name.expected("at most " + StoredDevice.NAME_LENGTH_MAX + " bytes of UTF-8");
    }
    return text;
  }

  private void readSticky(ConfigurationValue sticky) {
    for (ConfigurationValue pick : elements(sticky)) {
      pick.onlyMembers(Set.of("experienceId", "variantIndex"));
      slice.wrap(id(pick.member("experienceId")));
      int variantIndex = pick.member("variantIndex").integer(0, VARIANT_INDEX_MAX);
      if (StickyPicks.contains(record, slice)) {
        throw pick.refused("expected each experience once");
      }
      StickyPicks.add(record, slice, variantIndex);
    }
  }

  private void readSession(ConfigurationValue session) {
    if (!session.isAbsent()) {
      session.onlyMembers(SESSION_MEMBERS);
    }
    UUID id = session.isAbsent() ? drawn() : uuid(session.member("id"));
    record.sessionId(id.getMostSignificantBits(), id.getLeastSignificantBits());
    record.sessionCount(1);
    record.lastEventMs(nowMs);
    record.sessionStartMs(nowMs);
    if (!session.isAbsent()) {
      readSessionMembers(session);
    }
    ConfigurationValue firstSeen = line.member("firstSeenMs");
    record.firstSeenMs(firstSeen.isAbsent() ? record.sessionStartMs() : ms(firstSeen));
  }

  private void readSessionMembers(ConfigurationValue session) {
    ConfigurationValue count = session.member("count");
    record.sessionCount(count.isAbsent() ? 1 : count.integer(1, Integer.MAX_VALUE));
    ConfigurationValue start = session.member("startMs");
    ConfigurationValue last = session.member("lastEventMs");
    record.lastEventMs(last.isAbsent() && !start.isAbsent() ? ms(start) : ms(last));
    record.sessionStartMs(start.isAbsent() ? record.lastEventMs() : ms(start));
    if (record.sessionStartMs() > record.lastEventMs()) {
      throw session.refused("expected a startMs that is not after lastEventMs");
    }
    ConfigurationValue past = session.member("pastLengthS");
    record.pastSessionsS(past.isAbsent() ? 0 : (long) past.number(0, MS_MAX));
    readLandingPage(session.member("landingPage"));
  }

  private void readLandingPage(ConfigurationValue page) {
    if (page.isAbsent()) {
      return;
    }
    page.onlyMembers(Set.of("path", "query", "referrer", "search", "url"));
    for (String name : List.of("path", "referrer", "search", "url")) {
      if (!page.member(name).isText()) {
        throw page.member(name).expected("a string");
      }
    }
    JsonTape query = tape(page.member("query"));
    int end = query.next(0);
    for (int key = 1; key < end; key = query.nextKey(key)) {
      if (query.kind(key + 1) != JsonTape.STRING) {
        throw page.member("query").expected("an object of strings");
      }
    }
    byte[] json = utf8(page.json());
    record.landingPage(json, 0, json.length);
  }

  private void readCounters(ConfigurationValue counters) {
    for (String identity : identities(counters, COUNTER_LIMITS)) {
      int count = counters.member(identity).integer(1, Integer.MAX_VALUE);
      Counters.add(record, Long.parseUnsignedLong(identity, 16), count);
    }
  }

  private void readRings(ConfigurationValue rings) {
    for (String name : identities(rings, RING_LIMITS)) {
      ConfigurationValue ring = rings.member(name).onlyMembers(Set.of("timesS", "isTruncated"));
      long identity = Long.parseUnsignedLong(name, 16);
      List<ConfigurationValue> times = ring.member("timesS").elements();
      if (times.isEmpty() || times.size() > RING_TIME_COUNT_MAX) {
        throw ring.member("timesS").refused("expected 1 to " + RING_TIME_COUNT_MAX + " times");
      }
      readTimes(identity, times);
      if (ring.member("isTruncated").bool(false)) {
        Rings.markTruncated(record, Rings.find(record, identity));
      }
    }
  }

  /* Windows count what is up to five minutes ahead of the record's clock, so nothing may be more. */
  private void readTimes(long identity, List<ConfigurationValue> times) {
    long latestS = EventSeconds.of(record.lastReceiptMs() + AHEAD_MAX_MS);
    double before = 0;
    for (ConfigurationValue time : times) {
      double seconds = time.number(0, (double) latestS);
      if (seconds < before || seconds != Math.rint(seconds)) {
        throw time.expected("whole seconds, none before the last one");
      }
      before = seconds;
      Rings.add(record, identity, (long) seconds, RING_TIME_COUNT_MAX);
    }
  }

  /** The names of the members of an optional object by rules' identities. */
  private static List<String> identities(ConfigurationValue object, JsonLimits limits) {
    List<String> identities = new ArrayList<>();
    if (object.isAbsent()) {
      return identities;
    }
    JsonTape tape = tape(object, limits);
    int end = tape.next(0);
    for (int key = 1; key < end; key = tape.nextKey(key)) {
      String identity =
          new ByteSlice().wrap(tape.bytes(), tape.start(key), tape.length(key)).toString();
      if (!identity.matches("[0-9a-f]{" + IDENTITY_DIGITS + "}")) {
        throw object.expected("names of 16 hexadecimal digits");
      }
      identities.add(identity);
    }
    return identities;
  }

  private UUID uuid(ConfigurationValue id) {
    if (id.isAbsent()) {
      return drawn();
    }
    String text = id.text();
    if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw id.expected("a UUID");
    }
    return UUID.fromString(text);
  }

  private UUID drawn() {
    SessionClock.drawId(record, entropy);
    return new UUID(record.sessionIdHigh(), record.sessionIdLow());
  }

  private long ms(ConfigurationValue time) {
    if (time.isAbsent()) {
      return nowMs;
    }
    double ms = time.number(-MS_MAX, MS_MAX);
    if (ms > nowMs + AHEAD_MAX_MS) {
      throw time.refused("expected a time that is not ahead of the clock");
    }
    return (long) ms;
  }

  private static byte[] id(ConfigurationValue id) {
    byte[] text = utf8(id.nonEmptyText());
    if (text.length > ID_LENGTH_MAX) {
      throw id.expected("at most 256 bytes of UTF-8");
    }
    return text;
  }

  /* Each is compared with those before it. */
  private static List<ConfigurationValue> elements(ConfigurationValue list) {
    List<ConfigurationValue> elements = list.optionalElements();
    if (elements.size() > ELEMENT_COUNT_MAX) {
      throw list.refused("expected at most " + ELEMENT_COUNT_MAX + " elements");
    }
    return elements;
  }

  private static void requireAbsent(ConfigurationValue value) {
    if (!value.isAbsent()) {
      throw value.refused("expected nothing without what it is about");
    }
  }

  /** The positions of an object, which is node 0. */
  private static JsonTape tape(ConfigurationValue object) {
    return tape(object, JsonLimits.DEFAULT);
  }

  private static JsonTape tape(ConfigurationValue object, JsonLimits limits) {
    byte[] json = utf8(object.object().json());
    JsonTape tape = new JsonTape();
    if (!tape.parse(json, 0, json.length, limits)) {
      throw object.refused("expected less: " + tape.fault());
    }
    return tape;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
